"""Who answers and what is a task: no word in a bracket becomes a duty unless it is a unit, persons stand
apart, heads of items under 任务分工 are units; an item above a list keeps the work that it says itself."""

from __future__ import annotations

import pytest

from generator.content.yaml_reader import parse
from generator.importer.compare.check import compare
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_text
from generator.importer.words.named_persons import find_named, without_persons
from generator.importer.words.responsibility_bracket import responsibilities

_HEAD = "白鹭市2025年工作要点\n一、重点工作\n"


def named(imported: Imported) -> list[list[str]]:
    return [[u.name for u in t.units] for t in imported.tasks]


NO_UNITS = [
    *(
        "试行",
        "公办",
        "按年化计",
        "第一批",
        "见附件2",
        "含乡镇",
        "完成率80%",
        "张三",
        "线上",
        "A类",
        "暂定",
        "新增",
    ),
    *("共3家", "重点项目", "王局长", "城区", "老旧小区", "全市", "机关", "乡镇", "社会"),
    *("街道社区", "南区", "三级医院", "张三局长", "预备会", "李×同志", "示范学校", "副县长李四"),
    *("首批企业", "现场", "全县", "广场", "影院", "山区", "社会参与", "全民参与", "主要领导负责"),
    *("分管领导牵头", "张三负责", "城区完成", "分级负责"),
]


@pytest.mark.parametrize("words", NO_UNITS)
def test_a_bracket_around_no_unit_is_no_duty(words: str) -> None:
    behind = import_text(f"{_HEAD}1.修建泵站。新建三座。（{words}）\n2.疏浚河道。分段疏浚。\n")
    title = import_text(f"{_HEAD}1.修建泵站（{words}）。新建三座。\n2.疏浚河道。分段疏浚。\n")
    section = import_text(
        f"白鹭市2025年工作要点\n一、重点工作（{words}）\n1.修建泵站。新建三座。\n2.疏浚。疏浚。\n"
    )
    assert named(behind) == named(title) == named(section) == [[], []]


@pytest.mark.parametrize(
    "words",
    [
        "财政局",
        "党建办",
        "县残联",
        "供电所",
        "各单位",
        "高新区",
        "团县委",
        "县水利局、河道所",
        "各镇（街道）",
    ],
)
def test_a_bracket_around_units_alone_is_a_duty(words: str) -> None:
    assert [u.name for s in responsibilities(f"新建三座。（{words}）") for u in s.units] == words.split("、")


def test_a_name_that_the_text_elsewhere_calls_a_unit_needs_no_label() -> None:
    text = f"{_HEAD}1.种花。种花。（云山市）\n2.种树。种树。（责任单位：云山市）\n3.种茶。种茶。（白水市）\n"
    assert named(import_text(text)) == [["云山市"], ["云山市"], []]


LEVELS = [
    *("有关设区市、县〔区〕人民政府", "有关设区市、县（市、区）人民政府"),
    *("各县（市、区）人民政府、管委会", "有关市、县（区）政府", "各区、县级市政府"),
    *("相关镇（街道）", "相关县（市、区）政府", "各地级以上市、县（市、区）人民政府"),
    *("各县（市、区）委、政府",),
]


@pytest.mark.parametrize("words", LEVELS)
@pytest.mark.parametrize("form", ["（责任单位：省工信厅，{}）", "（省工信厅、{}）", "（{}，省工信厅负责）"])
def test_a_formula_for_governments_of_several_levels_is_one_unit(words: str, form: str) -> None:
    units = {u.name for s in responsibilities(f"能放尽放。{form.format(words)}") for u in s.units}
    assert units == {"省工信厅", words}


PERSONS = [
    ("育五十件。（责任科室：商标科（郑科长），12月底前）", ["商标科"], ["郑科长"], "育五十件。"),
    (
        "建十二处，责任领导：赵四，联系人：钱六 0555-8765432。",
        [],
        ["赵四", "钱六", "0555-8765432"],
        "建十二处。",
    ),
    ("修三条。（责任领导：张三；责任科室：工程科；责任人：李四）", ["工程科"], ["张三", "李四"], "修三条。"),
    ("挖两条。（负责人：张三）", [], ["张三"], "挖两条。"),
    ("种一片，联系人：王五，电话：13900000000。", [], ["王五", "电话：13900000000"], "种一片。"),
    ("拆一座。（责任单位：住建局（张三）；分管领导：李四）", ["住建局"], ["李四", "张三"], "拆一座。"),
    ("修一座。（张三局长负责）", [], ["张三局长"], "修一座。"),
    ("浇一片。（县水利局、王 五）", ["县水利局"], ["王 五"], "浇一片。"),
    ("施一次。（县农业农村局 李四）", ["县农业农村局"], ["李四"], "施一次。"),
    (
        "除一片。（牵头领导：张三 责任单位：县住建局 责任人：李四）",
        ["县住建局"],
        ["张三", "李四"],
        "除一片。",
    ),
]


@pytest.mark.parametrize(("text", "units", "persons", "left"), PERSONS)
def test_persons_stand_apart(text: str, units: list[str], persons: list[str], left: str) -> None:
    imported = import_text(f"{_HEAD}1.开展整治。{text}\n2.疏浚河道。分段疏浚。\n")
    draft = to_yaml(imported)
    tree = parse(draft, "a.yml")[0]
    task = tree["sections"][0]["tasks"][0]
    assert named(imported)[0] == units
    assert (task["persons"], task["text"]) == (persons, left)
    spoken = "\n".join(line for line in draft.split("persons:")[0].splitlines() if "# " not in line)
    assert not any(person in spoken for person in persons)
    assert compare(tree, imported.source).sound


def test_a_name_withheld_in_one_task_is_withheld_and_kept_in_all() -> None:
    text = (
        f"{_HEAD}1.修路。修三条。（负责人：张三）\n2.架桥。架两座。（工程科、张三）\n3.挖渠。张三说要挖渠。\n"
    )
    tasks = parse(to_yaml(import_text(text)), "a.yml")[0]["sections"][0]["tasks"]
    assert [t.get("persons") for t in tasks[:2]] == [["张三"], ["张三"]]
    assert tasks[2]["text"] == "张三说要挖渠。"


def test_measures_have_their_own_persons() -> None:
    text = (
        f"{_HEAD}1.收割。一是割麦。（责任领导：张三；责任单位：县农机局）"
        "二是割稻。（责任领导：李四；责任单位：县农机站）\n2.疏浚。分段。\n"
    )
    task = parse(to_yaml(import_text(text)), "a.yml")[0]["sections"][0]["tasks"][0]
    assert [m["persons"] for m in task["measures"]] == [["张三"], ["李四"]]
    assert "persons" not in task


@pytest.mark.parametrize(
    "text",
    [
        "突出问题：责任不清。",
        "（责任人：工程科）",
        "（责任人：各单位主要负责人）",
        "党委书记为第一责任人，落实责任。",
        "组织领导：加强领导。",
    ],
)
def test_words_about_responsibility_name_nobody(text: str) -> None:
    assert find_named(text) == []
    assert without_persons(text, {"张三"}) == text


_DUTIES = """白鹭县2025年防汛工作方案
一、总体目标
（一）确保安全。全县不发生责任事故。
二、组织领导
成立防汛工作领导小组，成员如下：
组长：张三 县委常委、副县长
成员：王五 县财政局副局长
三、{heading}
{items}
四、工作要求
（一）加强组织领导。各单位要高度重视。
（二）强化督促检查。跟踪问效。
"""


@pytest.mark.parametrize("heading", ["任务分工", "职责分工", "责任分工", "成员单位职责"])
@pytest.mark.parametrize(
    "items",
    [
        "县水利局：负责水库巡查和调度。\n县财政局：负责落实防汛资金。",
        "1.县水利局。负责水库巡查和调度。\n2.县财政局。落实防汛资金。",
        "（一）县水利局：负责水库巡查和调度。\n（二）县财政局：负责落实防汛资金。",
        "县水利局负责水库巡查和调度。\n县财政局负责落实防汛资金。",
        "（一）县水利局\n1.巡查水库。每日巡查。\n（二）县财政局\n1.落实资金。及时拨付。",
    ],
)
def test_under_a_division_of_work_the_heads_are_the_units(heading: str, items: str) -> None:
    imported = import_text(_DUTIES.format(heading=heading, items=items))
    assert named(imported) == [["县水利局"], ["县财政局"], [], []]
    assert [t.title for t in imported.tasks[2:]] == ["加强组织领导", "强化督促检查"]
    assert compare(parse(to_yaml(imported), "a.yml")[0], imported.source).sound


@pytest.mark.parametrize(
    "title", ["优化装备产业布局", "做强县担保有限公司", "组建县指导委员会", "修建泵站", "疏浚清水河段"]
)
def test_work_that_ends_like_a_body_is_none(title: str) -> None:
    assert named(import_text(f"{_HEAD}1.{title}。加强统筹。\n2.疏浚河道。分段疏浚。\n")) == [[], []]


@pytest.mark.parametrize("heading", ["基本原则", "总体目标", "领导小组成员", "检查内容"])
def test_principles_aims_members_and_contents_of_a_check_are_no_tasks(heading: str) -> None:
    items = (
        "（一）组长。张三。\n（二）副组长。李四。"
        if "成员" in heading
        else "（一）坚持分级。属地管理。\n（二）坚持统筹。"
    )
    imported = import_text(
        f"白鹭县整治方案\n一、{heading}\n{items}\n二、主要任务\n（一）清淤。清三处。\n（二）修堤。修两处。\n"
    )
    assert [t.title for t in imported.tasks] == ["清淤", "修堤"]


def test_an_item_above_a_list_keeps_the_work_it_says_itself() -> None:
    imported = import_text(
        "白鹭市2026年重点工作安排\n一、重点工作\n（一）稳定粮食生产。播种20万亩。\n（二）改善人居环境。\n"
        "坚持建管并重，整治村容村貌。\n今年办好下列实事：\n1.改厕。改建500座。\n2.治水。治理8处。\n"
        "（三）培育特色产业。新增基地5个。\n"
    )
    assert [t.title for t in imported.tasks] == [
        "稳定粮食生产",
        "改善人居环境",
        "改厕",
        "治水",
        "培育特色产业",
    ]
    tree = parse(to_yaml(imported), "a.yml")[0]
    assert [t["title"] for t in tree["sections"][0]["tasks"]] == [t.title for t in imported.tasks]
    assert compare(tree, imported.source).sound


def test_a_list_below_an_item_that_names_who_answers_is_its_measures() -> None:
    imported = import_text(
        f"{_HEAD}1.稳定生产。播种20万亩。\n2.改善环境。整治村容。（市农业农村局）\n（1）改厕。改建500座。\n（2）治水。治8处。\n"
    )
    assert [(t.title, len(t.measures)) for t in imported.tasks] == [("稳定生产", 0), ("改善环境", 2)]


def test_a_heading_with_an_opening_and_only_headings_beside_it_is_no_task() -> None:
    imported = import_text(
        "白鹭市2026年重点工作安排\n一、重点工作\n（一）农业方面\n坚持稳中求进，抓好生产。\n1.播种。播20万亩。\n2.除草。除两遍。\n"
        "（二）水利方面\n坚持建管并重，抓好建设。\n1.清淤。清三处。\n2.修堤。修两处。\n"
    )
    assert [t.title for t in imported.tasks] == ["播种", "除草", "清淤", "修堤"]
