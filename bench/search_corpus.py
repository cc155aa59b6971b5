"""Synthetic tasks for the search: as many different words as real texts have,
so that no list is short by luck.

Sentences are set phrases of the field, words drawn by Zipf's law from a vocabulary of two thousand, numbers,
cited documents and Latin. The same number of tasks gives the same records.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

from generator.model.statuses import STATUS_LABEL
from generator.search import SearchRecord, Suggestion

TASKS_A_DOCUMENT = 25

_WORDS = [
    "安全生产",
    "应急管理",
    "隐患排查",
    "风险防控",
    "监督检查",
    "责任落实",
    "整治",
    "行动",
    "企业",
    "单位",
    "部门",
    "工作",
    "建设",
    "推进",
    "加强",
    "开展",
    "组织",
    "实施",
    "完善",
    "落实",
    "提升",
    "能力",
    "体系",
    "机制",
    "制度",
    "重点",
    "领域",
    "全面",
    "深入",
    "持续",
    "危险化学品",
    "危化品",
    "矿山",
    "工贸",
    "消防",
    "森林防灭火",
    "防汛抗旱",
    "地震",
    "地质灾害",
    "气象",
    "预警",
    "监测",
    "预案",
    "演练",
    "救援",
    "队伍",
    "物资",
    "储备",
    "指挥",
    "调度",
    "值班",
    "值守",
    "信息",
    "平台",
    "数字化",
    "执法",
    "处罚",
    "案件",
    "普法",
    "宣传",
    "教育",
    "培训",
    "考核",
    "党建",
    "党员",
    "干部",
    "作风",
    "廉政",
    "群众",
    "社区",
    "乡镇",
    "街道",
    "园区",
    "项目",
    "资金",
    "预算",
    "标准化",
    "双重预防",
    "清单",
    "台账",
    "闭环",
    "销号",
    "通报",
    "约谈",
    "督办",
    "专家",
    "诊断",
    "服务",
    "指导",
    "评估",
    "调查",
    "事故",
    "统计",
    "分析",
    "研判",
    "会商",
    "联动",
    "协同",
    "保障",
    "综合",
    "协调",
    "法规",
    "规范",
    "文件",
    "审查",
    "许可",
    "行政",
    "复议",
    "公开",
    "年度",
    "季度",
    "月底",
    "目标",
    "任务",
    "指标",
    "比例",
    "同比",
    "下降",
    "增长",
    "完成",
    "达到",
    "不少于",
    "以上",
    "以下",
    "其中",
    "涉及",
    "全市",
    "全县",
    "全区",
    "辖区",
    "各级",
    "有关",
    "粉尘",
    "涉爆",
    "有限空间",
    "动火",
    "燃气",
    "烟花爆竹",
    "道路",
    "交通",
    "水利",
    "工程",
    "水库",
    "堤防",
    "山洪",
    "避险",
    "转移",
    "安置",
    "救助",
    "灾情",
    "核查",
    "保险",
    "志愿",
    "学校",
    "医院",
    "商场",
    "养老",
    "机构",
    "旅游",
    "景区",
    "电梯",
    "特种设备",
    "建筑",
    "施工",
    "工地",
    "房屋",
    "自建房",
    "农村",
    "农业",
    "渔业",
    "船舶",
    "港口",
    "电力",
    "通信",
]
_CHARACTERS = (
    "的一是在有人这中大为上个国和地到以说时要就出会可也你对生能而子那得于着下自之年过"
    "发后作里用道行所然家种事成方多经么去法学如"
    "都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它"
    "与长把机十民第公此已工使情明性知全三又关点"
    "正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯"
    "月话合回特代内信表化老给世位次度门任常先海"
    "通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何"
    "电数安少报才结反受目太量再感建务做接必场件"
    "计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光"
    "放强即像难且权思王象完设式色路记南品住告类"
    "求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔往识防灾险"
    "救灭汛旱火震洪涝疏散撤离排患查隐监督执罚案"
)
_ROLES = ("lead", "responsible", "support")
_KINDS = ("plan", "summary", "mixed", "assignment")
_UNITS = (
    "办公室",
    "综合协调科",
    "政策法规科",
    "危化监管科",
    "基础监管科",
    "防汛抗旱科",
    "火灾防治科",
    "应急指挥中心",
    "救援保障科",
    "调查统计科",
    "规划财务科",
    "宣传教育科",
    "行政审批科",
    "执法大队",
)
_TOPICS = (
    "安全生产",
    "防灾减灾",
    "应急救援",
    "执法监督",
    "法治建设",
    "党的建设",
    "宣传培训",
    "信息化",
    "基层治理",
    "公开服务",
)
TERMS = [
    "安全生产",
    "应急演练",
    "综合协调科",
    "危险化学品",
    "隐患排查",
    "防汛抗旱",
    "应急指挥中心",
    "责任落实",
    "专家",
    "森林防灭火",
    "99.60%",
    "闭环",
    "销号",
    "值班值守",
    "有限空间",
    "双重预防",
    "行政复议",
    "物资储备",
    "自建房",
    "特种设备",
    "数字化平台",
    "不少于",
    "同比下降",
    "全市",
    "应急〔2019〕",
    "《安全",
    "ISO",
    "救援队伍",
    "政务公开",
    "预案",
    "粉尘涉爆",
    "烟花爆竹",
    "山洪",
    "地质灾害",
    "廉政",
    "党建",
    "干部作风",
    "约谈通报",
    "执法检查",
    "案件",
]


def synthetic_records(tasks: int, seed: int = 1) -> Iterator[SearchRecord]:
    """So many tasks of about 370 characters, in documents of 25, in agencies of twelve documents."""
    random_ = random.Random(seed)
    words = [
        *_WORDS,
        *("".join(random_.choices(_CHARACTERS, k=random_.choice((2, 2, 2, 3)))) for _ in range(1800)),
    ]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    for number in range(tasks):
        document, place = divmod(number, TASKS_A_DOCUMENT)
        agency, series = divmod(document, 12)
        year = 2018 + series % 8
        name = f"第{agency + 1}市应急管理局"
        units = random_.sample(_UNITS, random_.choice((1, 1, 1, 2, 2, 3)))
        title = "".join(random_.choices(words, cum_weights=weights, k=random_.randrange(3, 6)))
        due = random_.choice((f"{year}年底前", f"{year}年{random_.randrange(1, 13)}月底前", "长期坚持", ""))
        yield SearchRecord(
            url=f"agency-{agency + 1:03}/{year}-{series + 1:02}/{place + 1:02}.html",
            title=title,
            number=f"{place + 1}.",
            agency=f"agency-{agency + 1:03}",
            agency_name=name,
            document=f"{year}-{series + 1:02}",
            document_title=f"{name}{year}年工作要点",
            kind=_KINDS[document % 4],
            years=(year,),
            title_text=f"{place + 1}. {title}",
            unit_text="\n".join(units),
            body_text="\n".join(_sentences(random_, words, weights, year)),
            responsibility=tuple(
                (f"agency-{agency + 1:03}/unit-{_UNITS.index(unit) + 1:02}", unit, _ROLES[bool(i) * 2])
                for i, unit in enumerate(units)
            ),
            deadlines=_deadline(due, year),
            topics=tuple(
                (f"topic-{t + 1:02}", _TOPICS[t])
                for t in sorted({random_.randrange(10) for _ in range(random_.choice((0, 1, 1, 2)))})
            ),
            status=(status := _status(random_.choice(("", "", "", "reported", "done")), number)),
            region=f"示例省第{agency + 1}市",
            is_plan=_KINDS[document % 4] != "summary",
            in_report=status != "" and number % 4 > 0,
            order=number,
        )


def _status(drawn: str, number: int) -> str:
    """Where a class was drawn, each of the eight in turn."""
    classes = list(STATUS_LABEL)
    return classes[number % len(classes)] if drawn == "done" else drawn


def synthetic_suggestions(records: list[SearchRecord]) -> list[Suggestion]:
    """The units of the records and a hundred policies."""
    units = {ref: (name, record.agency_name) for record in records for ref, name, _ in record.responsibility}
    return [
        *(
            Suggestion("unit", name, f"{ref.replace('/', '/units/')}.html", (), agency)
            for ref, (name, agency) in sorted(units.items())
        ),
        *(
            Suggestion(
                "policy", f"关于加强第{i}类风险防控的意见", f"policies/p{i}.html", (), f"应急〔2019〕{i}号"
            )
            for i in range(1, 101)
        ),
    ]


def _deadline(due: str, year: int) -> tuple[tuple[str, str, str], ...]:
    if not due:
        return ()
    if due == "长期坚持":
        return ((due, "ongoing", ""),)
    month = int(due[5:].removesuffix("月底前")) if "月" in due else 12
    return ((due, "date", f"{year}-{month:02}-28"),)


def _sentences(random_: random.Random, words: list[str], weights: list[float], year: int) -> Iterator[str]:
    for _ in range(random_.randrange(2, 6)):
        parts = []
        for _ in range(random_.randrange(4, 12)):
            parts.append("".join(random_.choices(words, cum_weights=weights, k=random_.randrange(2, 7))))
            if random_.random() < 0.1:
                parts.append(
                    random_.choice(
                        (
                            f"{random_.randrange(1, 9999)}条",
                            f"{random_.random() * 100:.2f}%",
                            "GB/T 33000-2016",
                            "ISO 45001",
                        )
                    )
                )
            if random_.random() < 0.05:
                parts.append(
                    f"《{random_.choice(words)}管理办法》（应急〔{year}〕{random_.randrange(1, 200)}号）"
                )
            parts.append(random_.choice("，，，、；"))
        yield "".join(parts)[:-1] + "。"
