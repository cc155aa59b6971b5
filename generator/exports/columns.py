"""The tables of data/ and their columns: one list, for every form in which they are written and for the page
that explains them.

CSV, XLSX and SQLite have the tables and columns as they stand here, in this order; JSON names its keys after
them. A published column keeps its name and its meaning; a new one comes last in its table, with its `since`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.exports.table import Column, Table, id_, pair, url
from generator.model import values

_TASK = "shuiwu/2025-yaodian/01"
_DOCUMENT = "shuiwu/2025-yaodian"

STATUS: Mapping[str, str] = {**values.labels(values.STATUS_CLASS), "reported": "已公开落实情况"}
RULES: Mapping[str, str] = {
    "progress": "按任务最近一次进展",
    "status": "按任务自己写明的状态",
    "report": "按报告这项任务的总结",
    "entry": "总结中的条目，本身就是结果",
    "none": "没有公开的落实情况",
}
FULL_OR_NOT: Mapping[str, str] = {"full": "全文", "abridged": "摘编，以原文为准"}


_AGENCY = [
    Column("agency", "机关编号", "发布机构", "shuiwu", refers="agencies", required=True),
    Column("agency_name", "机关", "发布机构的名称", "云泽县水务局", required=True),
]
_OF_DOCUMENT = [
    Column("document", "文件编号", "所在文件", _DOCUMENT, refers="documents", required=True),
    Column("document_title", "文件", "所在文件的标题", "云泽县水务局2025年工作要点", required=True),
]
_OF_TASK = [
    Column("task", "任务编号", "所属任务", _TASK, refers="tasks", required=True),
    Column("task_title", "任务", "所属任务的序号和标题", "（一）改造老旧管网", required=True, repeats=True),
]
_OF_HOLDER = [
    Column("task", "任务编号", "所属任务；写在整节上的，空着", _TASK, refers="tasks"),
    Column("section", "章节编号", "写在整节上的，是哪一节；否则空着", f"{_DOCUMENT}#s2", refers="sections"),
    Column(
        "task_title", "任务", "所属任务或章节的序号和标题", "（一）改造老旧管网", required=True, repeats=True
    ),
]
_UNITS = [
    Column("lead", "牵头单位", "牵头单位的登记名称", "供水股", many=True),
    Column("responsible", "责任单位", "责任单位的登记名称", "河湖管理股", many=True),
    Column("support", "配合单位", "配合单位的登记名称", "办公室", many=True),
]
_DUE_WORDS = Column("deadlines", "完成时限", "完成时限，照原文写", "2025年12月底前", many=True)
_DAYS = [
    Column(
        "first_due",
        "最早到期日",
        "各时限中最早的一天；长期、周期性工作没有",
        "2025-06-30",
        "date",
    ),
    Column("last_due", "最晚到期日", "各时限中最晚的一天；长期、周期性工作没有", "2025-12-31", "date"),
]
_BOUND = pair("bound", "上下限", "目标是下限还是上限", values.labels(values.BOUND), empty=True)
_FIGURE = [
    Column("name", "指标", "指标名称", "改造管网", required=True),
    Column("value", "数值", "数值；万、亿已折成个位", "12", "number", "见“计量单位”", required=True),
    Column("unit", "计量单位", "计量单位", "公里"),
    *pair("kind", "目标或完成", "要达到的，还是已完成的", values.labels(values.INDICATOR_KIND)),
    *_BOUND,
    Column("change", "同比", "与上年相比，照原文写", "增长3.2%"),
    Column("period", "统计时段", "数值所属的时段", "2025", required=True),
    Column("text", "原文", "原文的写法", "改造管网12公里", required=True),
]
_DAY = Column("date", "日期", "时限的最后一天；没有确定日期的空着", "2025-12-31", "date")


def _status(label: str, meaning: str) -> list[Column]:
    return [
        *pair("status", label, meaning, STATUS, empty=True),
        Column("status_words", "状态原文", "状态在原文中的说法", "达进度"),
    ]


TASKS = Table(
    "tasks",
    "任务",
    "每项任务一行：工作要点、计划、责任分解表中的任务，和总结中的条目",
    (
        id_("任务：机关/文件/任务", _TASK),
        url("任务页", f"{_TASK}.html"),
        *_AGENCY,
        *_OF_DOCUMENT,
        *pair("kind", "文件种类", "所在文件的种类", values.labels(values.DOCUMENT_KIND)),
        Column("section", "章节编号", "所在章节", f"{_DOCUMENT}#s1", refers="sections", required=True),
        Column("section_title", "章节", "所在章节的序号和标题", "一、供水保障", required=True),
        *pair("section_kind", "章节种类", "所在章节的种类", values.labels(values.SECTION_KIND)),
        Column("is_plan", "计划任务", "1 是要完成的任务，0 是总结、问题中的条目", "1", "flag", required=True),
        Column("period", "所属时期", "2025、2025-H1、2025-Q3、2025-05 或 2021/2025", "2025", required=True),
        Column("year", "年度", "所属时期的第一年", "2025", "integer", "年", required=True),
        Column("number", "序号", "序号，照原文写", "（一）"),
        Column("title", "任务", "任务标题，照原文写", "改造老旧管网", required=True),
        Column("text", "内容", "任务内容，举措和步骤各占一行", "改造老旧管网12公里。"),
        *_UNITS,
        _DUE_WORDS,
        *_DAYS,
        Column("cites", "引用文件", "引用的文件，照原文写", "农村供水办法", many=True),
        Column("topics", "主题", "主题的名称", "供水", many=True),
        *_status("落实状态", "最近公开的落实状态；没有公开的空着"),
        Column("outcome_text", "落实情况", "公开的落实情况，照原文写", "已改造9公里。"),
        Column("outcome_date", "落实情况时间", "2025-06-30、2025-06、2025-Q2、2025-H1 或 2025", "2025-06"),
        *pair("outcome_rule", "落实情况依据", "落实情况从哪里得知", RULES),
        Column(
            "outcome_from", "落实情况出处", "报告落实情况的任务的编号", "shuiwu/2025-zongjie/03", many=True
        ),
    ),
)
RESPONSIBILITIES = Table(
    "responsibilities",
    "责任",
    "每项任务的每个单位和角色一行，举措的责任单位也在内；写在整节上的也有",
    (
        id_("责任", f"{_TASK}:r1"),
        *_OF_HOLDER,
        replace(_OF_DOCUMENT[1], repeats=True),
        Column("unit", "单位编号", "责任单位", "shuiwu/gongshui-gu", refers="units", required=True),
        Column("unit_name", "责任单位", "责任单位的登记名称", "供水股", required=True),
        Column("name", "原文单位", "责任单位在原文中的写法", "供水股", required=True),
        *pair("role", "角色", "牵头、责任还是配合", values.labels(values.ROLE)),
        replace(_DUE_WORDS, meaning="这个单位自己的完成时限，照原文写"),
        *_DAYS,
        Column("measures", "举措", "只负责部分举措的，是第几项", "1；3", many=True),
        Column(
            "is_partial",
            "部分时限",
            "1 是任务的时限只有一部分属于这个单位，见“责任与时限”",
            "0",
            "flag",
            required=True,
        ),
    ),
)
DEADLINES = Table(
    "deadlines",
    "完成时限",
    "每个完成时限一行，举措的时限也在所属任务内；写在整节上的也有",
    (
        id_("时限", f"{_TASK}:d1"),
        *_OF_HOLDER,
        Column("text", "完成时限", "照原文写", "2025年12月底前", required=True),
        *pair("kind", "时限种类", "时限是什么", values.labels(values.DEADLINE_KIND)),
        _DAY,
        Column(
            "is_met",
            "已办结",
            "1 是写在举措上、那几项举措已有记录说办结的时限，不再算逾期；任务整项办结的，看任务的落实状态",
            "0",
            "flag",
            required=True,
        ),
    ),
)
DUES = Table(
    "dues",
    "责任与时限",
    "只有部分时限属于自己的责任单位（is_partial 为 1）：哪项责任有哪个时限，每对一行",
    (
        id_("对应", f"{_TASK}:r1d1"),
        Column(
            "responsibility", "责任编号", "哪项责任", f"{_TASK}:r1", refers="responsibilities", required=True
        ),
        Column("deadline", "时限编号", "哪个时限", f"{_TASK}:d1", refers="deadlines", required=True),
    ),
)
INDICATORS = Table(
    "indicators",
    "指标",
    "任务、举措和章节写明的数字，每个一行；进展中完成的数字在“进展数字”",
    (
        id_("指标", f"{_TASK}:i1"),
        *_OF_HOLDER,
        Column("measure", "举措编号", "写在哪项举措里；写在任务上的空着", f"{_TASK}:m1", refers="measures"),
        *_FIGURE,
    ),
)
TARGETS = Table(
    "targets",
    "目标与完成",
    "每个目标一行，旁边是完成的数字：名称和计量单位对得上的最近一个",
    (
        id_("目标", f"{_TASK}:t1"),
        *_OF_TASK,
        Column("name", "指标", "指标名称", "改造管网", required=True),
        Column("unit", "计量单位", "计量单位", "公里"),
        Column("target", "目标", "要达到的数", "12", "number", "见“计量单位”", required=True),
        Column("actual", "完成", "完成的数", "9.5", "number", "见“完成的计量单位”"),
        Column("actual_unit", "完成的计量单位", "完成的数用的计量单位，可能与目标的不同", "千米"),
        Column("ratio", "完成比", "完成除以目标；上限、百分比和目标为 0 的不算", "0.79", "number"),
        Column("source", "出处", "完成的数写在哪项任务上", "shuiwu/2025-zongjie/03", refers="tasks"),
        *_BOUND,
    ),
)
PROGRESS = Table(
    "progress",
    "进展",
    "任务和举措的进展，每次一行",
    (
        id_("进展", f"{_TASK}:p1"),
        *_OF_TASK,
        Column("measure", "举措编号", "哪项举措的进展；任务的空着", f"{_TASK}:m1", refers="measures"),
        Column("date", "时间", "2025-06-30、2025-06、2025-Q2、2025-H1 或 2025", "2025-06", required=True),
        Column("last_day", "最后一天", "这段时间的最后一天", "2025-06-30", "date", required=True),
        *pair("status", "状态", "落实状态", values.labels(values.STATUS_CLASS), empty=True),
        Column("status_words", "状态原文", "状态在原文中的说法", "达进度"),
        Column("text", "进展情况", "照原文写", "已改造9公里。"),
        Column("source_task", "出处任务", "本站报告这次进展的任务", "shuiwu/2025-zongjie/03", refers="tasks"),
        Column("source_title", "出处", "登载进展的文件或网页的标题", "上半年重点工作进展"),
        Column("source_publisher", "出处发布者", "出处的发布者", "云泽县水务局"),
        Column("source_url", "出处网址", "出处的网址", "https://www.yunze.gov.cn/a/1.html"),
    ),
)
PROGRESS_FIGURES = Table(
    "progress_figures",
    "进展数字",
    "进展中报告的数字，每个一行",
    (
        id_("数字", f"{_TASK}:p1i1"),
        Column("progress", "进展编号", "哪次进展", f"{_TASK}:p1", refers="progress", required=True),
        *_OF_TASK,
        *_FIGURE,
    ),
)
MEASURES = Table(
    "measures",
    "举措",
    "任务内的举措，每项一行",
    (
        id_("举措", f"{_TASK}:m1"),
        *_OF_TASK,
        Column("position", "第几项", "在任务中是第几项", "1", "integer", required=True),
        Column("number", "序号", "序号，照原文写", "一是"),
        Column("title", "小标题", "举措的小标题", "摸清底数"),
        Column("text", "举措", "序号、小标题、内容和步骤", "一是摸清底数。", required=True),
        *_UNITS,
        _DUE_WORDS,
        *_DAYS,
    ),
)
LINKS = Table(
    "task_links",
    "落实链",
    "哪项任务报告、分解、延续、落实哪项任务，每个一行",
    (
        id_("联系", f"{_TASK}:l1"),
        *_OF_TASK,
        *pair("kind", "关系", "与对方任务的关系", values.labels(values.LINK_KIND)),
        Column("to_task", "对方任务", "对方任务", "shuiwu/2024-yaodian/02", refers="tasks", required=True),
    ),
)
CITATIONS = Table(
    "citations",
    "引用",
    "哪项任务、哪一节引用哪份文件，每个一行",
    (
        id_("引用", f"{_TASK}:c1"),
        *_OF_HOLDER[:2],
        Column("policy", "引用文件编号", "引用的文件", "nongcun-gongshui", refers="policies", required=True),
        Column("name", "原文写法", "引用文件在原文中的写法", "农村供水办法", required=True),
    ),
)
TASK_TOPICS = Table(
    "task_topics",
    "任务与主题",
    "哪项任务属于哪个主题，每对一行",
    (
        id_("对应", f"{_TASK}:k1"),
        *_OF_TASK[:1],
        Column("topic", "主题编号", "主题", "gongshui", refers="topics", required=True),
    ),
)
SECTIONS = Table(
    "sections",
    "章节",
    "文件的各级章节，每节一行",
    (
        id_("章节：机关/文件#锚点", f"{_DOCUMENT}#s1"),
        url("章节", f"{_DOCUMENT}/index.html#s1"),
        *_OF_DOCUMENT,
        Column("parent", "上一级章节", "上一级章节；最上一级空着", f"{_DOCUMENT}#s1", refers="sections"),
        Column("number", "序号", "序号，照原文写", "一、"),
        Column("title", "标题", "标题，照原文写", "供水保障", required=True),
        *pair("kind", "章节种类", "章节的种类", values.labels(values.SECTION_KIND)),
        Column("period", "所属时期", "所属时期", "2025", required=True),
    ),
)
DOCUMENTS = Table(
    "documents",
    "文件",
    "每份公开的文件一行",
    (
        id_("文件：机关/文件", _DOCUMENT),
        url("文件页", f"{_DOCUMENT}/index.html"),
        *_AGENCY,
        Column("title", "标题", "标题，照原文写", "云泽县水务局2025年工作要点", required=True),
        *pair("kind", "文件种类", "文件的种类", values.labels(values.DOCUMENT_KIND)),
        Column("period", "所属时期", "2025、2025-H1、2025-Q3、2025-05 或 2021/2025", "2025", required=True),
        Column("year", "年度", "所属时期的第一年", "2025", "integer", "年", required=True),
        *pair("text", "全文或摘编", "本站登载的是全文还是摘编", FULL_OR_NOT),
        Column("tasks", "任务数", "文件中有几项任务", "12", "integer", "项", required=True),
        Column("doc_number", "文号", "发文字号", "云水〔2025〕3号"),
        Column("index_number", "索引号", "索引号", "003284567/202503-00012"),
        Column("subject", "主题分类", "主题分类", "水利"),
        Column("publisher", "发布机构", "发布机构，照原文写", "云泽县水务局"),
        Column("formed", "成文日期", "成文日期", "2025-02-20", "date"),
        Column("published", "发布日期", "发布日期，有的连同时间", "2025-03-01", "moment"),
        Column("validity", "有效性", "有效性，照原文写", "有效"),
        Column("source_title", "原文标题", "原文标题，与标题不同的才有", "2025年全县水务工作要点"),
        Column("source_publisher", "原文发布者", "原文发布者", "云泽县水务局", required=True),
        Column("source_published", "原文发布时间", "原文发布时间", "2025-03-01", "moment"),
        Column("source_url", "原文网址", "原文网址", "https://www.yunze.gov.cn/a/2.html"),
        Column(
            "working_days",
            "成文到发布工作日",
            "成文次日到发布那天的工作日，节假日照国务院办公厅的通知；日期不全或那年的通知没有公布的，空着",
            "6",
            "integer",
            "个",
        ),
    ),
)
UNITS = Table(
    "units",
    "责任单位",
    "每个登记的责任单位一行",
    (
        id_("单位：机关/单位", "shuiwu/gongshui-gu"),
        url("单位页", "shuiwu/units/gongshui-gu.html"),
        *_AGENCY,
        Column("name", "名称", "登记的名称", "供水股", required=True),
        *pair("kind", "单位种类", "单位的种类", values.labels(values.UNIT_KIND)),
        Column("aliases", "别名", "别名", "给水股", many=True),
    ),
)
MEMBERSHIPS = Table(
    "memberships",
    "统称成员",
    "统称（如“局各股室”）包含哪些单位，每对一行",
    (
        id_("对应", "shuiwu/ge-gushi:1"),
        Column("collective", "统称编号", "统称", "shuiwu/ge-gushi", refers="units", required=True),
        Column("collective_name", "统称", "统称的名称", "局各股室", required=True),
        Column("unit", "单位编号", "包含的单位", "shuiwu/gongshui-gu", refers="units", required=True),
        Column("unit_name", "单位", "包含的单位的名称", "供水股", required=True),
    ),
)
AGENCIES = Table(
    "agencies",
    "机关",
    "每个发布机构一行",
    (
        id_("机关", "shuiwu"),
        url("机关页", "shuiwu/index.html"),
        Column("name", "名称", "全称", "云泽县水务局", required=True),
        Column("short_name", "简称", "简称", "水务局"),
        Column("region", "地区", "所在地区", "云泽县"),
        Column("aliases", "别名", "原文中出现的其他名称", "县水务局", many=True),
    ),
)
POLICIES = Table(
    "policies",
    "引用文件",
    "每份被引用的文件一行",
    (
        id_("引用文件", "nongcun-gongshui"),
        url("引用文件页", "policies/nongcun-gongshui.html"),
        Column("title", "名称", "名称，不带书名号", "云泽县农村供水管理办法", required=True),
        *pair("kind", "种类", "文件，还是行动、机制、体系的名称", values.labels(values.POLICY_KIND)),
        Column("aliases", "别名", "简称、别名", "农村供水办法", many=True),
        Column("number", "文号", "文号", "云政发〔2023〕8号"),
        Column("issuer", "发文机关", "发文机关", "云泽县人民政府"),
        Column("text_url", "全文网址", "在哪里读全文", "https://www.yunze.gov.cn/a/3.html"),
        *pair("validity", "有效性", "有效性；没有登记的空着", values.labels(values.VALIDITY), empty=True),
        Column("ended", "废止失效日期", "从这一天起废止、失效或已修改", "2025-07-01", "date"),
        Column("replaced_by", "代替它的文件", "代替它的文件的编号", "gongshui-banfa", many=True),
    ),
)
TOPICS = Table(
    "topics",
    "主题",
    "每个主题一行",
    (
        id_("主题", "gongshui"),
        url("主题页", "topics/gongshui.html"),
        Column("name", "名称", "名称", "供水", required=True),
        Column("aliases", "同义词", "同义词", "自来水", many=True),
        Column("description", "范围", "范围说明", "城乡供水和管网"),
    ),
)

OF_DOCUMENTS: tuple[Table, ...] = (
    TASKS, RESPONSIBILITIES, DEADLINES, INDICATORS, TARGETS, PROGRESS, PROGRESS_FIGURES, MEASURES,
    DUES, LINKS, CITATIONS, TASK_TOPICS, SECTIONS, DOCUMENTS,
)  # fmt: skip
"""What documents tell"""
OF_REGISTRIES: tuple[Table, ...] = (AGENCIES, UNITS, MEMBERSHIPS, POLICIES, TOPICS)
"""What agency.yml, policies.yml and topics.yml tell"""
TABLES: tuple[Table, ...] = (*OF_DOCUMENTS, *OF_REGISTRIES)
"""All tables, in the order of the sheets"""
