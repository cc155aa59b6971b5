"""What comes back spoilt: one sentence with sheet, row and column, and nothing is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sheet_desk import DOCUMENT, HEADER, LETTER, PLAN, Desk, Edit, fill
from support import AGENCY, write

from generator.importer.draft.atomic_write import show

SHEET = "工作表“责任分解表”"


def cell(name: str, row: int, value: object) -> Edit:
    def edit(sheet: Worksheet) -> None:
        sheet[f"{LETTER[name]}{row}"] = value

    return edit


def both(*edits: Edit) -> Edit:
    def edit(sheet: Worksheet) -> None:
        for one in edits:
            one(sheet)

    return edit


def sort_visible_columns(sheet: Worksheet) -> None:
    """As somebody does who marks the columns that he sees, and sorts these."""
    rows = [[sheet.cell(row, column).value for column in range(2, 14)] for row in (5, 6)]
    for row, values in zip((6, 5), rows, strict=True):
        for column, value in enumerate(values, start=2):
            sheet.cell(row, column).value = value


def copy_a_row(sheet: Worksheet) -> None:
    for column in range(1, 15):
        sheet.cell(10, column).value = sheet.cell(5, column).value
    sheet["J10"] = "另一段"


def move_to_another_book(sheet: Worksheet) -> None:
    """The visible columns alone: no key is left, but the hidden sheet is."""
    sheet.delete_cols(1)


FAULTS: dict[str, tuple[Edit, str]] = {
    "a column is gone": (
        lambda sheet: sheet.delete_cols(8),
        f"{SHEET}第 3 行的表头里没有“完成时限”这一列。请照原样补上这一列；内容也删掉了的，",
    ),
    "a column is renamed": (
        cell("deadlines", HEADER, "时间要求"),
        f"{SHEET}第 3 行的表头里没有“完成时限”这一列。是不是改成了“时间要求”？请改回原来的名称；",
    ),
    "a column is there twice": (
        lambda sheet: sheet.__setitem__("P3", "任务"),
        f"{SHEET}第 3 行有两列“任务”。请留下一列。",
    ),
    "cells are merged": (
        lambda sheet: sheet.merge_cells("J5:J6"),
        f"{SHEET}第 5 行的单元格 J5:J6 合并成了一格，分不清内容是哪一行、哪一列的。请取消合并，",
    ),
    "a formula": (
        cell("text", 5, '="完成"&1'),
        f"{SHEET}第 5 行 J 列（落实情况）是公式，算出来的内容会变。请换成固定的文字或数字",
    ),
    "an error of Excel": (cell("figures", 5, "#REF!"), f"{SHEET}第 5 行 L 列（完成数）显示的是错误“#REF!”。"),
    "a date for a deadline": (
        cell("deadlines", 5, date(2024, 6, 30)),
        f"{SHEET}第 5 行 H 列（完成时限）是日期格式，不知道原文怎样写。请改成文字，如 2026年6月底前。",
    ),
    "a day that nobody can tell": (
        both(cell("text", 5, "好"), cell("date", 5, "6.30")),
        f"{SHEET}第 5 行 M 列（日期）“6.30”不是日历上的时间。请写成 2026-06-30、2026-06、",
    ),
    "a day that is a number": (
        both(cell("text", 5, "好"), cell("date", 5, 46203)),
        f"{SHEET}第 5 行 M 列（日期）“46203”是一个数字。请写成 2026-06-30、",
    ),
    "a day that is not in the calendar": (
        both(cell("text", 5, "好"), cell("date", 5, "2024-06-31")),
        f"{SHEET}第 5 行 M 列（日期）“2024-06-31”不是日历上的时间。",
    ),
    "no day": (
        cell("text", 5, "好"),
        f"{SHEET}第 5 行 M 列（日期）没有填。写了落实情况的，请写明时间；请写成 2026-06-30、",
    ),
    "a word that is no status": (
        both(cell("status", 5, "差不多了"), cell("date", 5, "2024")),
        f"{SHEET}第 5 行 K 列（状态）“差不多了”不是认得的状态。请写 已完成、提前完成、",
    ),
    "a unit that is not registered": (
        cell("lead", 5, "业务三科"),
        f"{SHEET}第 5 行 E 列（牵头单位）：没有登记的责任单位“业务三科”。是不是“业务",
    ),
    "a unit twice": (
        cell("support", 5, "业务一科、业务一科"),
        f"{SHEET}第 5 行 G 列（配合单位）“业务一科”写了两次。",
    ),
    "no deadline": (cell("deadlines", 5, "尽快"), f"{SHEET}第 5 行 H 列（完成时限）：看不懂完成时限“尽快”。"),
    "no title": (cell("task", 5, None), f"{SHEET}第 5 行 C 列（任务）是空的。任务名称不能空；"),
    "a title of two lines": (cell("task", 5, "甲\n乙"), f"{SHEET}第 5 行 C 列（任务）里有换行。"),
    "a measure more": (
        cell("measures", 5, "一是摸清底数。逐条登记。\n分期更换。\n先城东\n后城西\n再城北"),
        f"{SHEET}第 5 行 D 列（举措）原有 4 行，现在 5 行，分不清哪一行是哪一条举措。",
    ),
    "a measure that says all anew": (
        cell("measures", 5, "一是另起炉灶。重写。\n分期更换。\n先城东\n后城西"),
        f"{SHEET}第 5 行 D 列（举措）里“一是摸清底数。逐条登记。”的标题和内容都改了，分不清到哪里是标题。",
    ),
    "the number of a measure": (
        cell("measures", 5, "二是摸清底数。逐条登记。\n分期更换。\n先城东\n后城西"),
        f"{SHEET}第 5 行 D 列（举措）的举措序号“一是”改了。",
    ),
    "measures where none were": (
        cell("measures", 9, None),
        f"{SHEET}第 9 行 D 列（举措）里“新建5个，改造3个。”",
    ),
    "another number": (
        cell("number", 5, "2."),
        f"{SHEET}第 5 行 B 列（序号）由“1.”改成了“2.”：序号不能在表里改。请改回来；",
    ),
    "another target": (
        cell("targets", 5, "更换管道：15公里"),
        f"{SHEET}第 5 行 I 列（目标）由“更换管道：12公里”",
    ),
    "a figure without its target": (
        both(cell("figures", 9, "3个"), cell("date", 9, "2024")),
        f"{SHEET}第 9 行 L 列（完成数）“3个”没有写明是哪一个目标的。"
        "这一行的目标有 新建节水小区、改造节水小区，请写成 名称：数，一行一个。",
    ),
    "a figure in another unit": (
        both(cell("figures", 5, "3户"), cell("date", 5, "2024")),
        f"{SHEET}第 5 行 L 列（完成数）“3户”的单位与目标的“公里”对不上。",
    ),
    "a figure where no target is": (
        both(cell("figures", 6, 3), cell("date", 6, "2024")),
        f"{SHEET}第 6 行 L 列（完成数）“3”没有目标可以对照：这一行没有登记目标数。请写进落实情况。",
    ),
    "a figure of words": (
        both(cell("figures", 5, "十来公里"), cell("date", 5, "2024")),
        f"{SHEET}第 5 行 L 列（完成数）“十来公里”不是一个数。",
    ),
    "a row that was copied": (copy_a_row, f"{SHEET}第 10 行与第 5 行是同一项（编号 jia/2024-yaodian/01），"),
    "a key that is not there": (
        cell("key", 5, "jia/2024-yaodian/77"),
        f"{SHEET}第 5 行“1.”的编号 jia/2024-yaodian/77 在文件里没有。可能已经改了编号或删去；",
    ),
    "a row of another document": (
        cell("key", 5, "yi/2024-yaodian/01"),
        f"{SHEET}第 5 行“1.”是另一份文件的（编号 yi/2024-yaodian/01）。这张表只收 jia/2024-yaodian 的，",
    ),
    "only the visible columns were sorted": (
        sort_visible_columns,
        f"{SHEET}第 5 行的内容是第 6 行那一项的，与隐藏的编号对不上（共 2 行如此），",
    ),
    "the hidden stamp is gone": (cell("hash", 5, None), f"{SHEET}第 5 行隐藏的校验列被清空或改动了，"),
    "the heading of a section": (
        cell("text", 4, "好"),
        f"{SHEET}第 4 行是章节标题“一、供水”，这一行不能改，",
    ),
    "the keys are gone": (move_to_another_book, f"{SHEET}没有隐藏的编号列（A 列），认不出各行是哪一项"),
    "a control character": (
        cell("text", 5, "好\u202e坏"),
        f"{SHEET}第 5 行 J 列（落实情况）有看不见的控制字符。",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_it_is_told_and_nothing_is_written(desk: Desk, fault: str) -> None:
    edit, says = FAULTS[fault]
    # another edit, sound in itself: it is not written either
    sheet = fill(desk.export(), both(cell("text", 7, "好"), cell("date", 7, "2024-05"), edit))
    done = desk.take(sheet)
    told = [line for line in done.err.splitlines() if " 错误：" in line]
    assert [line.removeprefix(f"{show(sheet)}: 错误：")[: len(says)] for line in told] == [says]
    assert done.status == 1
    assert "什么也没有写" in done.out
    assert desk.text() == PLAN
    assert re.fullmatch(r".*。请.*。|.*。.*。", told[0])


def test_all_faults_are_told_in_one_run(desk: Desk) -> None:
    edits = both(cell("lead", 5, "业务三科"), cell("deadlines", 6, "尽快"), cell("text", 9, "好"))
    edits = both(edits, cell("task", 7, "=A1"))
    done = desk.take(fill(desk.export(), edits))
    assert [re.search(r"第 \d 行 .", line)[0] for line in done.err.splitlines()] == [  # type: ignore[index]
        "第 7 行 C", "第 5 行 E", "第 6 行 H", "第 9 行 M",
    ]  # fmt: skip


def hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[5].hidden = True
    sheet["J5"], sheet["M5"] = "更换了一半", "2024-06"


def sort_all(sheet: Worksheet) -> None:
    rows = [[sheet.cell(row, column).value for column in range(1, 15)] for row in range(4, 10)]
    for row, values in zip(range(4, 10), reversed(rows), strict=True):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value


def add_a_row(sheet: Worksheet) -> None:
    sheet["C10"], sheet["J10"] = "新任务", "已经做了"


def add_a_column(sheet: Worksheet) -> None:
    sheet["P3"], sheet["P6"] = "备注", "请领导过目"


# What does not stop the rest: it is told, and the row that was filled in is written.
REMINDERS: dict[str, tuple[Edit, int, str]] = {
    "a hidden row": (hide, 0, f"{SHEET}第 5 行是隐藏的（或被筛选掉了），其中有改动，也一起导入。"),
    "sorted": (sort_all, 0, f"{SHEET}第 5 行起，行的次序与导出时不同。不影响导入，文件里的次序不变。"),
    "a row is gone": (
        lambda sheet: sheet.delete_rows(6),
        0,
        f"{SHEET}少了 1 行：“巡查 (1)”，这些任务没有改动。",
    ),
    "a row is emptied": (
        lambda sheet: [sheet.cell(6, column).__setattr__("value", None) for column in range(2, 14)],
        0,
        f"{SHEET}少了 1 行：“巡查 (1)”，这些任务没有改动。",
    ),
    "a row more": (add_a_row, 1, f"{SHEET}第 10 行“新任务”没有编号，像是新加的，没有导入。"),
    "a column more": (add_a_column, 1, f"{SHEET}第 6 行 P 列（备注）里的内容没有导入。"),
    "only a date": (
        cell("date", 6, "2024-06"),
        0,
        f"{SHEET}第 6 行 M 列（日期）只写了日期，没有落实情况，没有导入。",
    ),
}


@pytest.mark.parametrize("what", REMINDERS)
def test_it_is_told_and_the_rest_is_written(desk: Desk, what: str) -> None:
    edit, status, says = REMINDERS[what]
    sheet = fill(desk.export(), cell("text", 9, "在建"))
    done = desk.take(fill(sheet, both(cell("date", 9, "2024-06"), edit)))
    told = [line.removeprefix(f"{show(sheet)}: 提醒：")[: len(says)] for line in done.err.splitlines()]
    assert told == [says]
    assert done.status == status
    assert "- {date: 2024-06, text: 在建}" in desk.text()


def test_columns_in_another_order_and_a_letter_above(desk: Desk) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["J9"], sheet["M9"] = "在建", datetime(2024, 6, 30)
        sheet.move_range("M1:M9", cols=4)  # the dates to the very end
        sheet.insert_rows(1, 2)
        sheet["B1"] = "各科室："

    done = desk.take(fill(desk.export(), edit))
    assert (done.status, done.err) == (0, "")
    assert "- {date: 2024-06-30, text: 在建}" in desk.text()


def test_a_cell_far_away(desk: Desk) -> None:
    done = desk.take(fill(desk.export(), lambda sheet: sheet.__setitem__("XFD1048576", "远处")))
    assert (done.status, desk.text()) == (0, PLAN)


def test_words_with_characters_that_programs_drop(desk: Desk) -> None:
    odd = PLAN.replace("逐条登记。", '"逐条\\t登记\\u200b。"').replace("每月通报。", "每月\u00a0通报。  ")
    (desk.content / f"{DOCUMENT}.yml").write_text(odd, "utf-8")
    done = desk.take(fill(desk.export(), {}))
    assert (done.status, done.out) == (0, "1 张表与现有的文件没有不同，没有改动。\n")


def test_several_sheets_in_one_workbook(desk: Desk, tmp_path: Path) -> None:
    """As the office puts together what its units have sent."""
    folder = desk.export("各科室", DOCUMENT, "--by", "unit")
    whole = openpyxl.Workbook()
    for file in sorted(folder.iterdir()):
        source = openpyxl.load_workbook(file)["责任分解表"]
        target = whole.create_sheet(file.stem)
        for row in source.iter_rows():
            for one in row:
                target[one.coordinate] = one.value
        target["J6"], target["M6"] = f"{file.stem}办了", "2024-06"
    whole.save(tmp_path / "汇总.xlsx")
    done = desk.take(tmp_path / "汇总.xlsx")
    assert (done.status, done.err) == (0, "")
    assert ("业务一科办了" in desk.text(), "业务二科办了" in desk.text()) == (True, True)


def test_the_sheet_of_another_office(desk: Desk) -> None:
    sheet = fill(desk.export(), {"text 01": "好", "date 01": "2024"})
    write(desk.content, {"yi/agency.yml": AGENCY, "yi/2024-yaodian.yml": PLAN})
    done = desk.run("import", sheet, "--out", desk.content / "yi")
    assert done.status == 1
    assert f"{SHEET}是“jia/2024-yaodian”的表，不是 yi 的。" in done.err
    (desk.content / "jia/2024-yaodian.yml").unlink()
    done = desk.take(sheet)
    assert done.status == 1
    assert (
        f"{SHEET}是“jia/2024-yaodian”的表，{show(desk.content)} 里没有这份文件。请核对是不是别的机关的表，"
        in done.err
    )


def test_a_document_with_mistakes_is_told_and_left_alone(desk: Desk) -> None:
    sheet = fill(desk.export(), {"text 01": "好", "date 01": "2024"})
    broken = PLAN.replace("period: 2024", "period: 二〇二四")
    (desk.content / "jia/2024-yaodian.yml").write_text(broken, "utf-8")
    done = desk.take(sheet)
    assert done.status == 1
    assert "content/jia/2024-yaodian.yml:4:9: 错误：" in done.err
    assert desk.text() == broken


def test_damaged_files(desk: Desk, tmp_path: Path) -> None:
    sheet = desk.export()
    data = sheet.read_bytes()
    half = tmp_path / "半.xlsx"
    half.write_bytes(data[: len(data) // 2])
    done = desk.take(half)
    assert done.status == 1
    assert "已损坏" in done.said
    wrong = tmp_path / "坏.xlsx"
    wrong.write_bytes(data.replace(b"xl/styles.xml", b"xl/stylez.xml"))
    done = desk.take(wrong)
    assert done.status in (0, 1)
    assert desk.text() == PLAN


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--format", "json"], "是 gongkai export 导出的表，不能与 --format json 或 --replace 同用"),
        (["另一份.txt"], "是 gongkai export 导出的表，请与别的文件分开导入"),
    ],
)
def test_wrong_usage(desk: Desk, tmp_path: Path, arguments: list[str], says: str) -> None:
    (tmp_path / "另一份.txt").write_text("一、甲\n", "utf-8")
    given = [str(tmp_path / one) if one.endswith(".txt") else one for one in arguments]
    done = desk.run("import", desk.export(), *given)
    assert done.status == 2
    assert says in done.err


def test_a_folder_with_other_files_beside_the_sheets(desk: Desk) -> None:
    folder = desk.export("各科室", DOCUMENT, "--by", "unit")
    (folder / "Thumbs.db").write_bytes(b"x")
    assert desk.run("import", folder).status == 0


REFUSED: list[tuple[Callable[[Desk], list[object]], str]] = [
    (lambda desk: ["jia/2099", "--xlsx", desk.root / "a.xlsx"], "没有“jia/2099”这份文件。请写成 机关/文件，"),
    (lambda desk: [DOCUMENT, "--xlsx", desk.root / "a.xls"], "导出的表格要以 .xlsx 结尾。"),
    (lambda desk: [DOCUMENT, "--xlsx", desk.content / "jia/agency.yml" / "a.xlsx"], "写不进去（"),
    (lambda _: [DOCUMENT], "请写明导出成什么"),
    (lambda desk: [DOCUMENT, "--docx", desk.root / "a.docx", "--by", "unit"], "请与 --xlsx 目录 同用"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_an_export_that_cannot_be(desk: Desk, case: tuple[Callable[[Desk], list[object]], str]) -> None:
    done = desk.run("export", *case[0](desk))
    assert done.status in (1, 2)
    assert case[1] in done.err


def test_a_sheet_that_may_be_filled_in_is_not_overwritten(desk: Desk) -> None:
    sheet = desk.root / "表.xlsx"
    assert desk.run("export", DOCUMENT, "--xlsx", sheet).out == f"已写出 {show(sheet)}\n"
    assert desk.run("export", DOCUMENT, "--xlsx", sheet).out == f"{show(sheet)} 没有变化\n"
    filled = fill(sheet, {"text 01": "好"}).read_bytes()
    done = desk.run("export", DOCUMENT, "--xlsx", sheet)
    assert (done.status, done.out) == (1, "")
    assert (
        "已有这个文件，内容不同（可能已经填过，没有覆盖）。请换一个名称，或确认不要了再加 --replace。"
        in done.err
    )
    assert sheet.read_bytes() == filled
    assert desk.run("export", DOCUMENT, "--xlsx", sheet, "--replace").status == 0
    assert sheet.read_bytes() != filled


def test_what_several_sheets_have_in_common_is_told_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    folder = tmp_path / "各科室"
    assert desk.run("export", DOCUMENT, "--xlsx", folder, "--by", "unit").status == 0
    one, other = sorted(folder.glob("*.xlsx"))
    for file in (one, other):
        fill(file, cell("text", 5, "更换了6公里"))  # without its day
    said = desk.take(folder)
    told = [line for line in said.err.splitlines() if "没有填" in line]
    assert (said.status, len(told)) == (1, 1)
    assert f"{one.name}: 错误：" in told[0]
    assert f"（另有 1 个文件也是这样：{other.name}）" in told[0]
