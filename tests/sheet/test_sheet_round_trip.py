"""A sheet out, filled in, and back: what was filled in is in the YAML, and nothing else has changed."""

from __future__ import annotations

import difflib
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import support
from openpyxl.worksheet.worksheet import Worksheet
from sheet_desk import LETTER, PLAN, ROWS, Desk, fill
from support import ROOT

from generator import build
from generator.importer.draft.atomic_write import show
from generator.pages.components import progress_figures
from generator.sheet.columns import FILLED
from generator.sheet.rows import digest
from generator.sheet.workbook import HEADER, SHEET

DOCUMENTS = sorted(
    f"{file.parent.name}/{file.stem}"
    for file in (ROOT / "content").glob("*/*.yml")
    if file.name != "agency.yml"
)
LINXIANG = "linxiang/2024-zeren-fenjie"


@pytest.fixture
def real(tmp_path: Path) -> Desk:
    """The project's own content/."""
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("pages"))
    return Desk(tmp_path, {})


def changed_lines(before: str, after: str) -> list[str]:
    """The lines that came and went."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_unchanged_it_writes_nothing_and_is_the_same_again(real: Desk, document: str) -> None:
    before = support.digest(real.content)
    sheet = real.export(document=document)
    first = sheet.read_bytes()
    done = real.take(fill(sheet, {}, real.root / "回.xlsx"))  # saved by another program
    assert (done.status, done.err) == (0, "")
    assert done.out == "1 张表与现有的文件没有不同，没有改动。\n"
    assert support.digest(real.content) == before
    assert real.export("再.xlsx", document).read_bytes() == first


@pytest.mark.parametrize("document", DOCUMENTS)
def test_three_edits_are_three_changes(real: Desk, document: str) -> None:
    sheet = real.export(document=document)
    cells = openpyxl.load_workbook(sheet)[SHEET]
    rows = [row for row in range(HEADER + 1, cells.max_row + 1) if cells[f"{LETTER['hash']}{row}"].value][:3]
    measures = str(cells[LETTER["measures"] + str(rows[2])].value) + "另见附件。"
    edits = {
        f"date {rows[0]}": "2025-Q1",
        f"text {rows[0]}": "已办结: 见通报 #3",
        f"status {rows[0]}": "已完成",
    }
    before = real.text(document)
    done = real.take(fill(sheet, edits | {f"task {rows[1]}": "改过的任务", f"measures {rows[2]}": measures}))
    assert (done.status, done.err) == (0, "")
    assert "：3 处改动。" in done.out
    after = real.text(document)
    gone, come = (
        [line[1:].strip() for line in changed_lines(before, after) if line[0] == sign] for sign in "-+"
    )
    assert len(gone) == 2
    assert "title: 改过的任务" in come
    assert any(line == gone[-1] + "另见附件。" for line in come)
    assert "\n".join(line for line in come if "title" not in line and "另见附件" not in line) == (
        'progress:\n- {date: 2025-Q1, status: 已完成, text: "已办结: 见通报 #3"}'
    )
    again = real.export("再.xlsx", document)
    assert real.take(again).out.startswith("1 张表与现有的文件没有不同")
    assert real.take(sheet).out.startswith("1 张表与现有的文件没有不同")  # what is known is not written twice
    assert real.text(document) == after


def test_without_out_the_changes_are_shown_and_nothing_is_written(desk: Desk) -> None:
    sheet = fill(
        desk.export(), {"deadlines 02/1": "长期坚持", "text 03": "小区都在建", "date 03": "2024年上半年"}
    )
    done = desk.take(sheet, out=False)
    assert (done.status, done.err) == (0, "")
    file = show(desk.content / "jia/2024-yaodian.yml")
    assert done.out == (
        f"{file}:31: 巡查 (1)：完成时限：每月 → 长期坚持\n"
        f"{file}:50: 建节水小区：进展：添上 2024-H1，“小区都在建”\n"
        f"共 2 处改动，没有写。认可的，加 --out {show(desk.content)} 再运行一次。\n"
    )
    assert desk.text() == PLAN


def test_every_kind_of_change(desk: Desk) -> None:
    sheet = fill(
        desk.export(),
        {
            "task 01": "更换老旧管道和阀门",
            "measures 01": "一是摸清底数。逐条登记：含阀门。\n分期更换。\n先城东\n后城西、城北",
            "lead 01": "业务二科",
            "support 01": None,
            "responsible 01": "一科",
            "deadlines 01": "2024年9月底前\n每季度\n长期坚持",
            "text 01": "更换了一半",
            "status 01": "达进度",
            "figures 01": 6.5,
            "date 01": "2024-06",
            "task 02/1": "巡查管网",
            "measures 02/2": "(2)每月通报。\n通报到班组。",
            "text 02/2": "又通报一次\n共两次",
            "date 02/2": "2024年6月30日",
            "text 03": "在建",
            "date 03": "2024年",
            "figures 03": "改造节水小区：2个\n新建节水小区：3",
        },
    )
    done = desk.take(sheet)
    assert (done.status, done.err) == (0, "")
    assert desk.text() == EDITED
    assert desk.run("check").status == 0


EDITED = """\
# 甲局的计划
title: 甲局2024年工作要点
kind: plan
period: 2024
text: full
source: {publisher: 甲局}
sections:
  - number: 一、
    title: 供水
    tasks:
      - id: '01'   # 编号
        number: 1.
        title: "更换老旧管道和阀门"
        responsibility:
          - {unit: 业务二科, role: lead}   # 牵头的
          - {unit: 一科, role: responsible}
        deadlines: [2024年9月底前, 每季度, 长期坚持]
        indicators:
          - {text: 更换管道12公里, name: 更换管道, value: 12, unit: 公里, kind: target}
        measures:
          - number: 一是
            title: 摸清底数
            text: 逐条登记：含阀门。
          - text: 分期更换。
            steps: [{text: 先城东}, {text: 后城西、城北}]
        progress:
          - date: 2024-06
            status: 达进度
            text: 更换了一半
            indicators:
              - {text: 6.5公里, name: 更换管道, value: 6.5, unit: 公里, kind: actual}

      # 下一项各举措各有单位
      - id: '02'
        title: 巡查管网
        measures:
          - {number: (1), text: 每日查, responsibility: [{unit: 一科, role: responsible}], deadlines: [每月]}
          - number: (2)
            text: |
              每月通报。
              通报到班组。
            responsibility:
            - unit: 业务二科
              role: responsible
            progress:
            - date: 2024-03
              text: 已通报一次
            - date: 2024-06-30
              text: |-
                又通报一次
                共两次
  - title: 节水
    tasks:
      - id: '03'
        title: 建节水小区
        text: 新建5个，改造3个。
        indicators:
          - {text: 新建5个, name: 新建节水小区, value: 5, unit: 个, kind: target}
          - {text: 改造3个, name: 改造节水小区, value: 3, unit: 个, kind: target}
        progress:
          - date: 2024
            text: 在建
            indicators:
              - {text: 2个, name: 改造节水小区, value: 2, unit: 个, kind: actual}
              - {text: 3个, name: 新建节水小区, value: 3, unit: 个, kind: actual}
"""


def test_crlf_and_a_mark_stay(desk: Desk) -> None:
    file = desk.content / "jia/2024-yaodian.yml"
    file.write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())
    sheet = fill(desk.export(), {"task 02/2": "巡查管网", "text 02/2": "甲\n乙", "date 02/2": "2024-06"})
    assert desk.take(sheet).status == 0
    text = file.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf#")
    assert text.count(b"\n") == text.count(b"\r\n") == PLAN.count("\n") + 4
    assert "            - date: 2024-06\r\n              text: |-\r\n                甲\r\n".encode() in text


def test_sheets_of_two_units_in_one_go(real: Desk) -> None:
    folder = real.export("各科室", LINXIANG, "--by", "unit")
    names = sorted(file.name for file in folder.iterdir())
    assert len(names) == 9
    for name, words in (("危化股.xlsx", "重点企业已全部列入计划"), ("应急指挥中心.xlsx", "规程已经印发")):
        row = last_row(folder / name)
        fill(folder / name, {f"text {row}": words, f"date {row}": "2024-12-20", f"status {row}": "已完成"})
    before = real.text(LINXIANG)
    done = real.run("import", folder, "--out", real.content / "linxiang")
    assert (done.status, done.err) == (0, "")
    assert "：2 处改动。" in done.out
    assert sum(line[0] == "-" for line in changed_lines(before, real.text(LINXIANG))) == 0
    assert real.text(LINXIANG).count("date: 2024-12-20, status: 已完成") == 2
    assert real.run("import", folder, "--out", real.content).out == "9 张表与现有的文件没有不同，没有改动。\n"


def last_row(file: Path) -> int:
    return int(openpyxl.load_workbook(file)[SHEET].max_row)


def test_a_sheet_of_a_unit_holds_its_rows_alone(desk: Desk) -> None:
    folder = desk.export("各科室", "jia/2024-yaodian", "--by", "unit")
    assert {file.name: tasks_in(file) for file in folder.iterdir()} == {
        "业务一科.xlsx": ["jia/2024-yaodian/01", "jia/2024-yaodian/02/1"],
        "业务二科.xlsx": ["jia/2024-yaodian/01", "jia/2024-yaodian/02/2"],
    }


def tasks_in(file: Path) -> list[str]:
    cells = openpyxl.load_workbook(file)[SHEET]
    keys = [str(cells[f"A{row}"].value) for row in range(HEADER + 1, cells.max_row + 1)]
    return [key for key in keys if "#" not in key]


def test_two_units_that_say_different_things_of_one_row(desk: Desk) -> None:
    one = fill(
        desk.export("一.xlsx"), {"text 01": "更换了一半", "date 01": "2024-06", "task 02/1": "巡查管网"}
    )
    two = fill(
        desk.export("二.xlsx"), {"text 01": "还没有动工", "date 01": "2024-06", "task 02/2": "巡查管道"}
    )
    done = desk.take(one, two)
    assert done.status == 1
    assert done.err.splitlines() == [
        f"{show(one)}: 错误：工作表“责任分解表”第 5 行 J 列（落实情况）“1.更换老旧管道”的进展，这里是"
        f"“2024-06，“更换了一半””，{show(two)} 的工作表“责任分解表”第 5 行却是"
        "“2024-06，“还没有动工””，两处不一样。"
        "请问清以后，把其中一处改成一样，或者清空。",
        f"{show(one)}: 错误：工作表“责任分解表”第 6 行 C 列（任务）“巡查 (1)”的任务，这里是“巡查管网”，"
        f"{show(two)} 的工作表“责任分解表”第 7 行却是“巡查管道”，两处不一样。"
        "请问清以后，把其中一处改成一样，或者清空。",
    ]
    assert "有 2 处要先解决，什么也没有写。" in done.out
    assert desk.text() == PLAN


def test_two_units_that_say_the_same(desk: Desk) -> None:
    cells = {"text 01": "更换了一半", "date 01": "2024-06"}
    done = desk.take(fill(desk.export("一.xlsx"), cells), fill(desk.export("二.xlsx"), cells))
    assert (done.status, done.err) == (0, "")
    assert desk.text().count("更换了一半") == 1


def test_a_row_that_was_edited_on_both_sides_is_a_conflict(desk: Desk) -> None:
    sheet = desk.export()
    edited = PLAN.replace("2024年底前", "2024年9月底前").replace("已通报一次", "已通报两次")
    (desk.content / "jia/2024-yaodian.yml").write_text(edited, "utf-8")
    untouched = desk.take(sheet)  # what the sheet does not say stays as it is in the file
    assert (untouched.status, untouched.out) == (0, "1 张表与现有的文件没有不同，没有改动。\n")
    fill(sheet, {"deadlines 01": "2024年10月底前\n每季度", "text 02/2": "通报了", "date 02/2": "2024-04"})
    fill(sheet, {"text 02/1": "每日都巡查", "date 02/1": "2024-06"})
    done = desk.take(sheet)
    assert done.status == 1
    assert "第 5 行 H 列（完成时限）“1.更换老旧管道”：导出以后 YAML 文件和表里都改了这一行：" in done.err
    assert "表里是“2024年10月底前；每季度”，YAML 文件里现在是“2024年9月底前；每季度”" in done.err
    assert "表里是“2024-04，“通报了””，YAML 文件里最近的进展是“2024-03，“已通报两次””" in done.err
    assert done.out.endswith("有 2 处要先解决，什么也没有写。其余 1 处改动列在上面。\n")
    assert desk.text() == edited


def as_it_once_went_out(sheet: Path, cell: str, words: str) -> Path:
    """A sheet of an earlier version: other words for the targets, and the stamp that fits them."""
    place, row = f"{LETTER['targets']}{cell}", f"{LETTER['hash']}{cell}"

    def put(cells: Worksheet) -> None:
        stamp = str(cells[row].value)
        old = digest([str(cells[place].value)])
        assert stamp.count(old) == 1
        cells[place], cells[row] = words, stamp.replace(old, digest([words]))

    return fill(sheet, put)


def test_a_sheet_that_went_out_without_limits_comes_back(desk: Desk) -> None:
    limited = PLAN.replace("unit: 公里, kind: target", "unit: 公里, kind: target, bound: 不少于")
    (desk.content / "jia/2024-yaodian.yml").write_text(limited, "utf-8")
    sheet = as_it_once_went_out(desk.export(), "5", "更换管道：12公里")
    assert desk.take(sheet).out == "1 张表与现有的文件没有不同，没有改动。\n"
    fill(sheet, {"figures 01": 6.5, "date 01": "2024-06"})
    done = desk.take(sheet)
    assert (done.status, done.err) == (0, "")
    assert "{text: 6.5公里, name: 更换管道, value: 6.5, unit: 公里, kind: actual}" in desk.text()
    edited = desk.take(fill(desk.export("改.xlsx"), {"targets 01": "更换管道：12公里"}))
    assert "由“更换管道：不少于12公里”改成了“更换管道：12公里”：目标不能在表里改。" in edited.err


def test_a_target_that_has_changed_since_is_still_a_conflict(desk: Desk) -> None:
    sheet = as_it_once_went_out(desk.export(), "5", "更换管道：15公里")
    done = desk.take(fill(sheet, {"figures 01": 6.5, "date 01": "2024-06"}))
    assert done.status == 1
    assert "导出以后 YAML 文件和表里都改了这一行" in done.err
    assert desk.text() == PLAN


def test_an_edit_of_the_title_does_not_hold_up_the_measures_of_other_units(desk: Desk) -> None:
    one, two = desk.export("一.xlsx"), desk.export("二.xlsx")
    assert desk.take(fill(one, {"task 02/1": "巡查管网"})).status == 0
    done = desk.take(fill(two, {"text 02/2": "通报了", "date 02/2": "2024-04"}))
    assert (done.status, done.err) == (0, "")
    assert "title: 巡查管网" in desk.text()
    assert "text: 通报了" in desk.text()


def test_the_columns_to_fill_in_are_empty_and_all_rows_have_a_key(desk: Desk) -> None:
    cells = openpyxl.load_workbook(desk.export())[SHEET]
    assert {cells[f"{LETTER[name]}{row}"].value for name in FILLED for row in ROWS.values()} == {None}
    keys = [cells[f"A{row}"].value for row in ROWS.values()]
    assert keys == [f"jia/2024-yaodian{end}" for end in ("#s1", "/01", "/02/1", "/02/2", "#s2", "/03")]


def test_sheets_of_two_documents_are_written_together_or_not_at_all(desk: Desk) -> None:
    other = PLAN.replace("2024年工作要点", "2025年工作要点").replace("period: 2024", "period: 2025")
    (desk.content / "jia/2025-yaodian.yml").write_text(other, "utf-8")
    one = fill(desk.export("一.xlsx"), {"text 03": "在建", "date 03": "2024"})
    two = fill(desk.export("二.xlsx", "jia/2025-yaodian"), {"text 03": "建成了", "date 03": "去年"})
    assert desk.take(one, two).status == 1
    assert (desk.text(), desk.text("jia/2025-yaodian")) == (PLAN, other)
    assert desk.take(one, fill(two, {"date 9": "2025年底"})).status == 0
    assert "text: 在建}" in desk.text()
    assert "{date: 2025, text: 建成了}" in desk.text("jia/2025-yaodian")


def test_drafts_go_out_and_what_is_withdrawn_does_not(desk: Desk) -> None:
    file = desk.content / "jia/2024-yaodian.yml"
    file.write_text(PLAN.replace("text: full", "text: full\nstatus: 草稿"), "utf-8")
    assert desk.take(fill(desk.export(), {"text 03": "在建", "date 03": "2024"})).status == 0
    revisions = "revisions: [{date: 2024-06-03, what: 撤回, why: 录入有误, reviewer: 办公室}]"
    file.write_text(PLAN.replace("text: full", f"text: full\nstatus: 已撤回\n{revisions}"), "utf-8")
    done = desk.run("export", "jia/2024-yaodian", "--xlsx", desk.root / "撤.xlsx")
    assert (done.status, (desk.root / "撤.xlsx").exists()) == (1, False)
    assert "这份文件已撤回，不再分发。" in done.err


def test_a_number_filled_in_beside_words_is_no_mistake_and_has_no_original(desk: Desk) -> None:
    """Neither the text of the task nor that of the report holds it; nobody is told to call it abridged."""
    words = {"date 03": "2024-11-20", "status 03": "已完成", "text 03": "全部验收合格，另见通报"}
    sheet = fill(desk.export(), words | {"figures 03": "新建节水小区：5个\n改造节水小区：4"})
    assert desk.take(sheet).status == 0
    library, problems = build.check(desk.content)
    said = [p.what for p in problems if p.rule == "figure_texts"]
    assert said == ["指标的文字“更换管道12公里”在这里的正文里没有"]  # the plan's own
    (progress,) = next(task for task in library.tasks if task.record.id == "03").record.progress
    assert [(f.text, f.value) for f in progress.indicators] == [("5个", 5), ("4个", 4)]
    assert [(view.value, view.text) for view in progress_figures(progress)] == [("5", ""), ("4", "")]
    # where its words were printed, they are shown
    printed = replace(progress, text="新建5个，改造3个")
    assert [view.text for view in progress_figures(printed)] == ["5个", ""]
    assert desk.take(desk.export("再.xlsx")).out.startswith("1 张表与现有的文件没有不同")
