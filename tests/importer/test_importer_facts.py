"""The comparison of a finished YAML's facts with those that a fresh import of its source reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from importer_command import Ears

from generator.importer.draft.to_yaml import to_yaml
from generator.importer.pipeline import import_source, import_text
from generator.importer.readers import read_file
from generator.importer.run import run_check
from generator.model.placeholders import NO_FIGURE_NAME

TEXT = """某某局2025年工作要点
某政发〔2025〕5号
一、抓安全
1.排查隐患。贯彻《某某条例》，逐户排查，整改率达到98.5%，第三季度前完成整改。（责任科室：安监科牵头，执法科配合）
2.编制预案。年底前完成，其中第四季度组织演练。（责任科室：应急科）
二、抓服务
3.公开信息。2025年10月31日前公布目录。（责任科室：办公室）
上述工作由督查室督促落实。
某某局
2025年3月1日
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "要点.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def checked(source: Path, *changes: tuple[str, str]) -> tuple[int, str]:
    """The exit status and what is said of a draft with these changes."""
    draft = to_yaml(import_text(TEXT, source.name))
    for old, new in changes:
        assert old in draft, draft
        draft = draft.replace(old, new, 1)
    target = source.with_name("a.yml")
    target.write_text(draft, encoding="utf-8")
    said = Ears()
    return run_check(target, source, said), said.all


def test_a_draft_as_imported_is_the_same(source: Path) -> None:
    status, said = checked(source)
    assert (status, "与原文一致" in said) == (0, True), said


@pytest.mark.parametrize(
    ("old", "new", "status", "told"),
    [
        (
            "- 2025年10月31日前",
            "- 2025年12月31日前",
            1,
            (
                "任务“公开信息”的完成时限：文件写“2025年12月31日前”，原文读出“2025年10月31日前”。"
                "“2025年12月31日前”的字样在原文里没有"
            ),
        ),
        ("- 年底前", "- 2025年10月31日前", 1, "只在别的任务里有"),
        (
            "- 年底前",
            "- 第四季度组织",
            0,
            (
                "任务“编制预案”的完成时限：文件写“第四季度组织”，原文读出“年底前”。"
                "与自动识别的不同，请对照原文核对"
            ),
        ),
        ("- 年底前", "- 2025年底前", 0, "文件写“2025年底前”"),
        (
            "unit: 安监科, role: lead",
            "unit: 安监科, role: support",
            0,
            "的责任单位“安监科”的分工：文件写“配合”，原文读出“牵头”",
        ),
        (
            "unit: 应急科",
            "unit: 办公室",
            1,
            (
                "任务“编制预案”的责任单位：文件写“办公室”，原文读出“应急科”。"
                "“办公室”的字样在这项任务的原文里没有，只在别的任务里有"
            ),
        ),
        ("unit: 应急科", "unit: 督查室", 0, "文件写“督查室”，原文读出“应急科”"),
        ("unit: 应急科", "unit: 财务科", 1, "“财务科”的字样在原文里没有"),
        ("period: 2025", "period: 2024", 1, "时期：文件写“2024”，原文读出“2025”"),
        ("formed: 2025-03-01", "formed: 2025-03-02", 1, "成文日期：文件写“2025-03-02”，原文读出“2025-03-01”"),
        ("number: 某政发〔2025〕5号", "number: 某政发〔2025〕6号", 1, "文号：文件写“某政发〔2025〕6号”"),
        ("publisher: 某某局", "publisher: 督查室", 0, "发布机关：文件写“督查室”，原文读出“某某局”"),
        ("title: 某某局2025年工作要点", "title: 某某局", 1, "标题：文件写“某某局”"),
        (
            "年底前完成，其中第四季度组织演练",
            "2025年10月31日前公布目录",
            1,
            "任务“编制预案”的文字“2025年10月31日前公布目录”。这句话不在原文这项任务的各行里",
        ),
        (
            "value: 98.5",
            "value: 89.5",
            0,
            "任务“排查隐患”的指标“整改率达到98.5%”的数值：文件写“89.5”，原文读出“98.5”。与自动识别的不同",
        ),
        ("kind: target}", "kind: actual}", 0, "的目标或完成（kind）：文件写“actual”，原文读出“target”"),
        ('value: 98.5, unit: "%"', "value: 98.5", 0, "的计量单位：文件没有写，原文读出“%”"),
        (
            "name: 整改率",
            "name: 合格率",
            0,
            "任务“排查隐患”的指标“整改率达到98.5%”的名称：文件写“合格率”，原文读出“整改率”。与自动识别的不同",
        ),
        (
            "- 2025年10月31日前",
            "- {text: 2025年10月31日前, kind: recurring}",
            0,
            (
                "任务“公开信息”的完成时限“2025年10月31日前”：文件写的种类是 recurring（周期），字样读作 "
                "date（日期）"
            ),
        ),
        (
            "kind: plan",
            "kind: summary",
            0,
            "类型（kind）：文件写“summary（总结）”，原文读出“plan（工作要点）”。与自动识别的不同",
        ),
        (
            "- 某某条例",
            "- 某某办法",
            1,
            "任务“排查隐患”的引用文件：文件写“某某办法”，原文没有读出。“某某办法”的字样在原文里没有",
        ),
        ("- 某某条例", "- 公布目录", 0, "文件没有写，原文读出“某某条例”"),
    ],
)
def test_a_changed_fact_is_told(source: Path, old: str, new: str, status: int, told: str) -> None:
    found, said = checked(source, (old, new))
    assert told in said
    assert found == status
    assert "与原文一致" not in said
    assert ("没有发现错误" in said) is (status == 0)
    line = next(words for words in said.splitlines() if "不同之处" in words)
    assert line.startswith(f"{source.with_name('a.yml')}:")
    assert line.split(": ")[0].count(":") == 2


def test_a_cited_document_may_be_written_by_any_registered_name(source: Path) -> None:
    registry = source.with_name("policies.yml")
    registry.write_text(
        "policies:\n  - {id: tiaoli, title: 某某省某某条例, aliases: [某某条例]}\n", encoding="utf-8"
    )
    target = source.with_name("a.yml")
    for name, same in (("tiaoli", True), ("某某省某某条例", True), ("banfa", False)):
        target.write_text(
            to_yaml(import_text(TEXT, source.name)).replace("- 某某条例", f"- {name}"), encoding="utf-8"
        )
        said = Ears()
        assert (run_check(target, source, said, source.parent) == 0) is same, said.all
        assert ("与原文一致" in said.all) is same


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("- 某某条例", "- 某某办法", "章节“抓安全”的引用文件：文件写“某某办法”"),
        (
            "    cites:",
            "    responsibility:\n      - {unit: 财务科, role: lead}\n    cites:",
            "章节“抓安全”的责任单位：文件写“财务科”，原文没有读出",
        ),
    ],
)
def test_facts_of_a_section_are_compared(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (
        "某某局2025年工作要点\n一、抓安全\n贯彻《某某条例》。\n1.排查隐患。逐户排查。\n"
        "2.整改问题。限期整改。\n二、抓服务\n3.公开信息。及时公布。\n"
    )
    source, target = tmp_path / "a.txt", tmp_path / "a.yml"
    source.write_text(text, encoding="utf-8")
    draft = to_yaml(import_text(text, "a.txt"))
    assert draft.count(old) == 1, draft
    target.write_text(draft.replace(old, new), encoding="utf-8")
    said = Ears()
    assert run_check(target, source, said) == 1
    assert told in said.all


def _without_figures(draft: str) -> str:
    return "".join(
        line
        for line in draft.splitlines(keepends=True)
        if "value: " not in line and "indicators:" not in line
    )


def test_figures_that_the_file_lacks_are_told(source: Path) -> None:
    target, said = source.with_name("a.yml"), Ears()
    target.write_text(_without_figures(to_yaml(import_text(TEXT, source.name))), encoding="utf-8")
    assert run_check(target, source, said) == 0
    assert "任务“排查隐患”的指标：文件没有写，原文读出“整改率达到98.5%”" in said.all
    assert "与原文一致" not in said.all
    target.write_text(target.read_text("utf-8").replace("text: full", "text: abridged"), encoding="utf-8")
    said = Ears()
    assert run_check(target, source, said) == 0
    assert "的指标" not in said.all


def test_a_sentence_that_only_a_figure_still_holds_is_missing(tmp_path: Path) -> None:
    text = (
        "某某局2025年工作要点\n一、抓安全\n1.排查隐患。逐户排查。整改率达到98.5%。\n2.编制预案。完成编制。\n"
    )
    source, target, said = tmp_path / "a.txt", tmp_path / "a.yml", Ears()
    source.write_text(text, encoding="utf-8")
    draft = to_yaml(import_text(text, "a.txt"))
    assert draft.count("整改率达到98.5%") == 2, draft
    target.write_text(draft.replace("逐户排查。整改率达到98.5%。", "逐户排查。"), encoding="utf-8")
    assert run_check(target, source, said) == 1
    assert "原文的“整改率达到98.5%”，文件里没有" in said.all


def test_a_figure_may_have_a_name_of_what_stands_apart_in_its_task(source: Path) -> None:
    status, said = checked(source, ("name: 整改率", "name: 逐户排查完成整改率"))
    assert (status, "与原文一致" in said) == (0, True), said


def test_a_figure_that_nothing_names_may_have_any_name(tmp_path: Path) -> None:
    text = "某某局2025年工作要点\n一、抓安全\n1.排查隐患。达到98.5%。\n2.编制预案。完成编制。\n"
    source, target, said = tmp_path / "a.txt", tmp_path / "a.yml", Ears()
    source.write_text(text, encoding="utf-8")
    draft = to_yaml(import_text(text, "a.txt"))
    assert NO_FIGURE_NAME in draft, draft
    target.write_text(draft.replace(NO_FIGURE_NAME, "合格率"), encoding="utf-8")
    assert run_check(target, source, said) == 0
    assert "与原文一致" in said.all


def test_a_left_out_fact_is_told(source: Path) -> None:
    status, said = checked(source, ("          - 年底前\n", ""))
    assert (status, "任务“编制预案”的完成时限：文件没有写，原文读出“年底前”" in said) == (0, True), said


def test_a_date_that_the_words_do_not_mean_is_told(source: Path) -> None:
    _, said = checked(source, ("- 年底前", "- {text: 年底前, kind: date, date: 2025-06-30}"))
    assert "文件写的日期是 2025-06-30，字样读作 2025-12-31" in said


def test_tasks_are_known_by_their_lines_when_renamed_and_by_their_titles_when_moved(source: Path) -> None:
    _, said = checked(
        source,
        ("title: 编制预案", "title: 组织演练"),
        ("lines: [4, 4]", "lines: [9, 9]"),
        ("unit: 应急科", "unit: 办公室"),
    )
    assert "任务“组织演练”的责任单位：文件写“办公室”" in said
    assert "没有比对：" not in said


def test_a_task_without_a_counterpart_is_said_not_to_be_compared(source: Path) -> None:
    _, said = checked(source, ("title: 编制预案", "title: 组织演练"), ("lines: [5, 5]", "lines: [19, 19]"))
    assert "没有比对：任务“组织演练”的责任单位和完成时限" in said
    assert "没有比对：原文第 5 行读出的任务“编制预案”" in said
    assert "与原文一致" not in said


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("99.60%", "9960%"),
        ("5.2万", "52万"),
        ("-3.5%", "3.5%"),
        ("99.60%", "99.60‰"),
        ("３５万元", "９９万元"),
        ("①号", "②号"),
    ],
)
def test_a_changed_figure_is_no_longer_the_same(tmp_path: Path, printed: str, typed: str) -> None:
    text = TEXT.replace("逐户排查，", f"逐户排查，达到{printed}，")
    source, target = tmp_path / "要点.txt", tmp_path / "a.yml"
    source.write_text(text, encoding="utf-8")
    draft = to_yaml(import_text(text, source.name))
    for words, status in ((printed, 0), (typed, 1)):
        target.write_text(draft.replace(printed, words), encoding="utf-8")
        said = Ears()
        assert run_check(target, source, said) == status, said.all


def test_a_table_as_imported_is_the_same_however_its_cells_are_written(tmp_path: Path) -> None:
    rows = [
        "修路,（牵头单位：市财政局；配合单位：市水利局）,2024年6月底前完成方案，12月底前完成建设",
        "架桥,市应急管理局牵头，市水利局配合,2024年6月、12月",
        "通气,一、市财政局；二、市水利局,长期坚持",
    ]
    source, target = tmp_path / "a.tsv", tmp_path / "a.yml"
    source.write_text(
        "\n".join(["某市2024年任务分解表", "工作任务,责任单位,完成时限", *rows]).replace(",", "\t"),
        encoding="utf-8",
    )
    target.write_text(to_yaml(import_source(read_file(source))), encoding="utf-8")
    said = Ears()
    assert run_check(target, source, said) == 0, said.all
    target.write_text(
        target.read_text("utf-8").replace("12月底前完成建设", "11月底前完成建设"), encoding="utf-8"
    )
    assert run_check(target, source, said) == 1


TABLE = """青山县2025年任务分解表
序号,工作任务,具体举措,责任单位,完成时限
1,推进一件事改革,推动窗口整合。,县数据局,6月底
2,规范涉企检查,推行扫码入企。,县司法局,9月底
"""
DUTIES = """青山县防汛方案
一、职责
县民政局：负责协调社会力量。
县财政局：负责拨付资金。
二、政务服务（2项）
1.抓项目。实施项目125个，完成投资88亿元，整改率达到98%。新增“一件事”13项。
2.抓别的。做好别的事情。
"""
SHARED = """青山县2025年要点
一、抓防汛
1.做好准备。一是压实责任。4月底前完成排查。（防汛办）二是备足物资。5月底前储备完毕。（物资站）
2.抓别的。做好别的事情。
"""


@pytest.mark.parametrize(
    ("name", "text", "one", "other", "told"),
    [
        ("a.csv", TABLE, "推进一件事改革", "规范涉企检查", "这个标题是原文里另一项的"),
        ("a.csv", TABLE, "推动窗口整合", "推行扫码入企", "这句话不在原文这项任务的各行里"),
        ("a.txt", DUTIES, "县民政局", "县财政局", "“县民政局：负责拨付资金”在原文里没有"),
        ("a.txt", DUTIES, "name: 实施项目", "name: 完成投资", "的名称：文件写“完成投资”，原文读出“实施项目”"),
        ("a.txt", DUTIES, "name: 整改率", "name: 整改,", "的名称：文件写“整改”，原文读出“整改率”"),
        ("a.txt", DUTIES, "（2项）", "（3项）", "“3项）”在原文里没有"),
        (
            "a.txt",
            SHARED,
            "unit: 防汛办",
            "unit: 物资站",
            "的责任单位“物资站”：文件记在第 1 条举措，原文读出在第 2 条举措",
        ),
        ("a.txt", DUTIES, "number: 1.", "number: 7.", "的序号：文件写“7”，原文读出“1”"),
    ],
)
def test_exchanged_words_are_told(
    tmp_path: Path, name: str, text: str, one: str, other: str, told: str
) -> None:
    """Two words of the source in each other's place, or one of them alone where the source has it only as
    part of another."""
    source, target = tmp_path / name, tmp_path / "a.yml"
    source.write_text(text, encoding="utf-8")
    draft = to_yaml(import_source(read_file(source)))
    assert one in draft, draft
    target.write_text(
        draft.replace(one, "\0").replace(other, one).replace("\0", other.rstrip(",")), encoding="utf-8"
    )
    said = Ears()
    run_check(target, source, said)
    assert told in said.all
    assert "与原文一致" not in said.all
    target.write_text(draft, encoding="utf-8")
    assert run_check(target, source, unchanged := Ears()) == 0
    assert "与原文一致" in unchanged.all


def test_measures_answer_for_themselves_where_each_names_its_unit() -> None:
    draft = to_yaml(import_text(SHARED, "a.txt"))
    assert (
        """text: 4月底前完成排查。
            responsibility:
              - {unit: 防汛办, role: responsible, text: （防汛办）}
            deadlines:
              - 4月底前
"""
        in draft
    )
    assert draft.count("responsibility:") == draft.count("deadlines:") == 2


def test_a_bracket_behind_the_last_measure_is_of_the_whole_task() -> None:
    draft = to_yaml(import_text(SHARED.replace("（防汛办）", ""), "a.txt"))
    assert (
        """        title: 做好准备
        responsibility:
          - {unit: 物资站, role: responsible, text: （物资站）}
"""
        in draft
    )


def test_where_few_measures_name_a_unit_the_last_bracket_is_of_the_whole_task() -> None:
    text = (
        "某县2025年要点\n一、抓防汛\n1.做好准备。一是压实责任，4月底前完成排查（防汛办）。"
        "二是备足物资，及时补充。三是开展演练。（牵头单位：县水利局；配合单位：物资站）\n"
        "2.抓别的。做好别的事情。\n"
    )
    draft = to_yaml(import_text(text, "a.txt"))
    assert (
        """        title: 做好准备
        responsibility:
          - {unit: 县水利局, role: lead, text: （牵头单位：县水利局；配合单位：物资站）}
          - {unit: 物资站, role: support}
"""
        in draft
    )
    assert draft.count("{unit: 防汛办, role: responsible") == 1
    assert draft.index("防汛办, role") > draft.index("number: 一是")
