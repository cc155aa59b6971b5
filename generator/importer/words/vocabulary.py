"""The words that rules look for, each list once: offices, roles, labels, documents, numerals, brackets.

Patterns are made from these tuples by `alt`, `han` and `bracketed`; a word added here is known to every rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def alt(*lists: Iterable[str]) -> str:
    """A group of a pattern that matches the longest of the words that fit: `(?:人民政府|政府|局)`."""
    words = {word for words in lists for word in words}
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"


# Numerals and brackets

HAN_DIGITS = "一二三四五六七八九"
HAN_NUMERALS = f"{HAN_DIGITS}十"
HAN = f"[{HAN_NUMERALS}]"  # one character of a number in Chinese
FINANCIAL_NUMERALS = "壹贰叁肆伍陆柒捌玖拾"  # stand for those of HAN_NUMERALS, one by one
HAN_ZEROS = "〇零○Ｏ"  # as keyboards print it
HAN_YEAR = f"[{HAN_DIGITS}{HAN_ZEROS}]{{4}}"  # 二〇二四
CIRCLED = "[\u2460-\u2473]"  # ① to ⑳

OPEN, CLOSE = "[（(]", "[）)]"
NO_BRACKET = "[^（）()]"


def han(least: int, most: int) -> str:
    """A pattern for a number in Chinese of so many characters: 十二 has two."""
    return f"{HAN}{{{least},{most}}}"


def bracketed(least: int, most: int) -> str:
    """A pattern for a round bracket around so many characters and no further bracket."""
    return f"{OPEN}{NO_BRACKET}{{{least},{most}}}{CLOSE}"


# Who issues, signs and answers: the words by which the name of a body ends

GOVERNMENT = ("人民政府", "政府", "政府办公室", "管委会", "街道办事处", "办事处", "街道", "镇", "乡")
DEPARTMENTS = (
    *(
        "委员会",
        "委",
        "厅",
        "部",
        "局",
        "总局",
        "分局",
        "司",
        "办公厅",
        "办公室",
        "编办",
        "海关",
        "法院",
        "检察院",
    ),
    *("总署", "审计署", "出版署", "行署", "公署", "专署"),  # 署 alone ends 部署, too
)
PARTY = ("党委", "党组", "工委", "党工委", "党支部")
# bodies of several bodies, made for a purpose
COLLECTIVES = ("领导小组", "工作小组", "协调小组", "工作组", "专班", "指挥部", "联席会议")
FORCES = ("总队", "支队", "大队")
INSTITUTIONS = ("中心", "研究院", "计量院", "医院", "大学", "学院", "学校", "中学", "小学", "幼儿园")
FIRMS = ("公司", "集团", "银行", "分行", "支行", "联社", "总社")
ASSOCIATIONS = ("协会", "联合会")
# 教育局办公室, 宣传科: inside another body
DIVISIONS = ("科室", "处室", "股室", "科", "处", "股", "室", "站")
AREAS = ("开发区", "新区")

OFFICES = (
    *GOVERNMENT,
    *DEPARTMENTS,
    *PARTY,
    *COLLECTIVES,
    *FORCES,
    *INSTITUTIONS,
    *FIRMS,
    *ASSOCIATIONS,
)

# What they do, and the labels that say so: 牵头单位, 责任科室, 配合部门

LEAD = ("牵头", "主办", "主责", "第一责任")
SUPPORT = ("配合", "协同", "协助", "协办", "参与", "参加")
ANSWER = ("责任", "负责", "承办", "落实", "指导", "实施", "督办", "督导", "分管", "包抓", "联系", "完成")
# those that stand before a word for units even where no colon follows
LABEL_ROLES = ("牵头", "主办", "责任", "承办", "落实", "配合", "协办", "协同", "参与")
LABEL_UNITS = ("单位", "部门", "科室", "股室", "处室", "站所", "站办", "办所", "专班")
LABEL_BODIES = ("机构", "主体", "同志", "地区", "地方", "机关", "部委", "科", "股", "处", "中心")
THIS_WORK = "(?:(?:此|该|本|这|上述|以上)(?:项|些)?(?:工作|任务|措施|事项|行动|项目)?)"  # 该项工作由…牵头
LEADERS = "[县市区镇乡局]?领导"  # 责任领导, 分管县领导

TIMES = ("时限", "期限", "时间", "时间节点", "进度安排", "时间要求")
TIMED = ("完成", "办结", "整改", "落实", "任务", "工作", "办理", "责任")  # what stands before them

# Documents

RULEBOOKS = ("条例", "办法", "规定", "细则", "规则", "准则", "规范", "规程", "标准", "制度", "章程")
DOCUMENT_KINDS = (
    *RULEBOOKS,
    *("意见", "通知", "方案", "规划", "纲要", "决定", "措施", "要点", "计划", "预案", "通告", "公告", "通报"),
    *("决议", "报告", "指南", "清单", "批复", "函"),
)

# What the columns of a table are called, beside the words above

COLUMN_ROLES = (
    *("整改", "包保", "监管", "主管", "承接", "经办"),
    *("责任牵头", "牵头责任", "协同责任", "配合责任"),
)
COLUMN_RANKS = ("第一", "主要", "共同", "协同", "主体", "具体", "直接", "总")
COLUMN_BODIES = (  # who answers in a library, a school, a hospital, a town
    *("部室", "馆室", "分馆", "院系", "系部", "科（室）", "科(室)", "班组", "车间", "支部", "党支部", "部"),
    *("年段", "年级", "年级组", "教研组", "备课组", "学校", "班级", "社区", "村居", "片区", "小组"),
    *("队室", "站", "所", "办", "室", "组", "乡镇", "镇街", "镇办", "街道"),
)
COLUMN_PERSONS = (
    *("领导", "人", "人员", "负责人", "责任人", "联系人", "经办人", "牵头人", "主办人", "承办人", "同志"),
    *("负责同志", "局领导", "馆领导", "校领导", "班子成员", "组长", "教师", "老师"),
)
COLUMN_CALLS = ("电话", "联系电话", "联系方式", "手机", "手机号", "手机号码", "办公电话", "电话号码")
# who holds what, or is on duty; in no table of tasks do they stand for a duty
COLUMN_HOLDERS = (
    *(
        "姓名",
        "名字",
        "河长",
        "湖长",
        "林长",
        "田长",
        "路长",
        "街长",
        "巷长",
        "链长",
        "塘长",
        "库长",
        "楼长",
        "点长",
    ),
    *(
        "组长",
        "副组长",
        "组员",
        "成员",
        "组成人员",
        "指挥长",
        "召集人",
        "联络员",
        "网格长",
        "网格员",
        "护林员",
    ),
    *(
        "包保领导",
        "带班领导",
        "值班领导",
        "值班人员",
        "带班人员",
        "值班员",
        "带班",
        "值班人",
        "包联领导",
        "挂点领导",
    ),
    *(
        "驻村干部",
        "包村干部",
        "包片领导",
        "联系领导",
        "分管领导",
        "主要领导",
        "牵头领导",
        "责任领导",
        "填报人",
        "填表人",
    ),
    *(
        "审核人",
        "签发人",
        "法定代表人",
        "法人代表",
        "法人",
        "项目经理",
        "监理",
        "项目负责人",
        "管护人",
        "巡查员",
        "管理员",
    ),
)
COLUMN_ROUNDS = (  # work that comes round, and has tables of its own
    *("抽查", "检查", "督查", "普法", "宣传", "培训", "演练"),
    *("调研", "审计", "考核", "监测", "整治", "治理"),
)
COLUMN_BUILT = ("竣工", "完工", "建成", "投产", "投用", "推进", "实施", "开展", "活动")
COLUMN_EXPECTED = ("计划完成", "预计完成", "预期完成", "最迟", "计划", "要求完成")
COLUMN_TIMES = (
    *("时间安排", "时间进度", "时限要求", "节点", "进度要求"),
    *("日期", "时序", "时序进度", "完成时限", "完成时间"),
)
# what a bracket says of each project of a list
PROJECT_STATES = (
    *(
        "重点",
        "新增",
        "新建",
        "续建",
        "在建",
        "改建",
        "扩建",
        "改扩建",
        "迁建",
        "新开工",
        "拟开工",
        "计划开工",
    ),
    *(
        "结转",
        "跨年",
        "延续",
        "前期",
        "储备",
        "谋划",
        "竣工",
        "拟竣工",
        "投产",
        "实事",
        "民生实事",
        "提升",
        "攻坚",
    ),
)
COLUMN_STATES = ("重点", "主要", "年度", "具体", "改革", "目标", "工作", "整改", "落实", "推进")
COLUMN_TASKS = (
    *("任务", "举措", "工作", "事项", "项目", "措施", "问题"),
    *("任务名称", "任务事项", "任务分解", "任务清单", "任务类别", "工作任务", "工作名称", "工作事项"),
    *("工作目标", "目标任务", "事项名称", "项目名称", "重点工作"),
)
COLUMN_PARTS = ("子项目", "子任务", "子工程", "子事项", "子课题", "子项", "分项目", "分项工作")
COLUMN_CONTENTS = (
    *("内容", "举措", "措施", "要求", "要点", "步骤", "目标", "具体任务", "目标要求", "任务落实"),
    *("任务措施", "任务内容", "任务要求", "工作内容", "工作成果"),
    *("细化措施", "细化任务", "完成标准"),
)
COLUMN_BESIDE = (
    *("目标", "要求", "内容", "措施", "举措", "成果", "标准", "步骤", "规模"),
    *("预期目标", "目标要求", "工作目标"),
)
COLUMN_OTHERS = (
    *("备注", "推广范围", "类别", "分类"),
    *("来源", "依据", "说明", "考核指标", "指标", "指标值", "目标值"),
    *("成果形式", "标志性成果", "完成标准", "存在问题", "下一步打算", "资金来源", "投资额"),
    *("建设地点", "地点", "所属领域", "领域", "板块", "一级指标", "二级指标"),
)
COLUMN_DONE_OF = ("工作", "任务", "目标", "目标任务", "工作任务", "项目", "工程", "措施", "整改")
COLUMN_DOING = ("进展", "完成", "落实", "推进", "办理", "整改", "执行")
COLUMN_DONE = ("完成", "办结", "落实")
COLUMN_DAYS = ("星期", "周次", "周几", "节次")  # beside a date they only go with it
COLUMN_TROUBLE = ("存在问题", "存在的问题", "存在困难", "存在问题及原因", "困难问题", "未完成原因")
