"""Who signs and when: bodies of any kind, below the title too; a day without its year; several bodies; and
days that cannot be right, each with a doubt."""

from __future__ import annotations

import pytest

from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_text
from generator.model.column_days import in_column
from generator.model.deadlines import interpret

_TEXT = "一、主要任务\n（一）清理淤泥。全市清淤。\n（二）拆除设施。逐处登记。\n"
_TITLE = "2024年河塘整治工作要点\n"


def doubts(imported: Imported) -> str:
    return "\n".join(p.what for p in imported.problems)


BODIES = [
    *("白鹭一中", "白鹭市图书馆", "白鹭县人民医院", "白鹭市第三小学", "白鹭县疾控中心"),
    *("白鹭县林科所", "白鹭水务有限公司", "白鹭市博物馆", "白鹭市救助站", "共青团白鹭市委"),
    *("白鹭市总工会", "白鹭市残联", "白鹭实验幼儿园", "白鹭市委党校", "白鹭机床厂"),
    *("白鹭市少年宫", "白鹭市气象台"),
]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize(("day", "told"), [("2024年3月5日", False), ("3月5日", True), ("三月五日", True)])
def test_bodies_of_any_kind_sign(body: str, day: str, told: bool) -> None:
    imported = import_text(f"{_TITLE}{_TEXT}{body}\n{day}\n")
    assert (imported.issuer, imported.date) == (body, "2024-03-05")
    assert imported.tasks[-1].text == "逐处登记。"
    assert ("没有写年份" in doubts(imported)) == told


def test_body_and_day_stand_on_one_line() -> None:
    imported = import_text(f"{_TITLE}{_TEXT}白鹭一中　　3月5日\n")
    assert (imported.issuer, imported.date) == ("白鹭一中", "2024-03-05")


def test_a_report_is_signed_early_in_the_next_year() -> None:
    imported = import_text(f"白鹭一中2023年工作总结\n{_TEXT}白鹭一中\n1月5日\n")
    assert imported.date == "2024-01-05"


@pytest.mark.parametrize(
    "below",
    [
        "白鹭市水务局\n（2024年3月5日）",
        "白鹭市水务局\n2024年3月5日",
        "（2024年3月5日）\n白鹭市水务局",
        "白鹭市水务局 2024年3月5日",
    ],
)
def test_the_issuer_may_stand_below_the_title(below: str) -> None:
    imported = import_text(f"{_TITLE}{below}\n{_TEXT}")
    assert (imported.title, imported.issuer, imported.date) == (_TITLE.strip(), "白鹭市水务局", "2024-03-05")
    assert imported.intro == ()


def test_a_day_inside_a_list_is_no_signature() -> None:
    imported = import_text(
        f"{_TITLE}一、主要任务\n（一）值班。\n后勤部\n3月5日\n书库通风\n（二）拆除设施。逐处登记。\n"
    )
    assert imported.issuer is None
    assert imported.date is None


def test_bodies_that_sign_together_are_told() -> None:
    imported = import_text(f"{_TITLE}{_TEXT}白鹭市水务局\n白鹭市财政局\n2024年3月5日\n")
    assert "2 个机关联合发文，以“白鹭市水务局”为主，另有“白鹭市财政局”" in doubts(imported)
    assert "联合发文" not in doubts(import_text(f"{_TITLE}{_TEXT}白鹭市水务局\n2024年3月5日\n"))


@pytest.mark.parametrize(
    ("opening", "day", "told"),
    [
        ("", "2024年3月5日", False),
        ("", "2023年12月25日", False),
        ("", "2023年3月5日", True),
        ("", "2034年3月5日", True),
        ("根据2024年5月10日市政府常务会议精神，制定本要点。\n", "2024年3月5日", True),
        ("根据2024年1月10日市政府常务会议精神，制定本要点。\n", "2024年3月5日", False),
        ("经验收，2024年5月10日前完成。\n", "2024年3月5日", False),
    ],
)
def test_a_day_that_cannot_be_right_is_told(opening: str, day: str, told: bool) -> None:
    imported = import_text(f"{_TITLE}{opening}{_TEXT}白鹭市水务局\n{day}\n")
    assert ("落款的日期" in doubts(imported)) == told


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        ("2024年工作安排", "mixed"),
        ("明年工作打算", "mixed"),
        ("主要成效", "summary"),
        ("2023年工作安排完成情况", "summary"),
    ],
)
def test_results_with_the_plan_of_the_next_year_are_mixed(section: str, kind: str) -> None:
    imported = import_text(
        f"白鹭市2023年度法治建设情况报告\n一、2023年工作情况\n（一）完善制度。修订3件。\n（二）加强执法。检查20家。\n"
        f"二、{section}\n继续开展宣传。\n白鹭市司法局\n2024年1月8日\n"
    )
    assert imported.kind == kind


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("8.23（周五）", "2024-08-23"),
        ("2 . 9", "2024-02-09"),
        ("2 . 9 （周五）", "2024-02-09"),
        ("3/15", "2024-03-15"),
        ("9.1-9.5", "2024-09-05"),
        ("9.1—5", "2024-09-05"),
        ("12/31前", "2024-12-31"),
        ("10.8号", "2024-10-08"),
        ("第6周", ""),
        ("第六-八周", ""),
        ("周五前", ""),
        ("9月第一周", ""),
    ],
)
def test_days_as_columns_print_them(words: str, day: str) -> None:
    meaning = in_column(words, "2024")
    assert meaning is not None
    assert (meaning.kind, str(meaning.date or "")) == ("date" if day else "period", day)


@pytest.mark.parametrize(
    "words", ["13.5", "2.30", "0.5", "1.5倍", "23", "12.28-1.5", "2024.8", "甲", "9.5-9.1"]
)
def test_what_is_no_day_in_a_column(words: str) -> None:
    assert in_column(words, "2024") is None


@pytest.mark.parametrize("words", ["9月10日（星期二）", "9月10日周二", "2024.9.10（周二）", "9月5日至10日"])
def test_a_weekday_says_nothing_more(words: str) -> None:
    meaning = interpret(words, "2024")
    assert meaning is not None
    assert str(meaning.date) == "2024-09-10"


def test_days_of_no_year_are_a_doubt() -> None:
    assert in_column("8.23", "2021/2025") is None
