"""data/disclosure.sqlite: keys, indexes, and the questions of an auditor that its views answer."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from open_data import SITE_URL, Rows
from support import EXAMPLE, build, open_days

from generator.exports.columns import TABLES
from generator.exports.questions import QUESTIONS, VIEWS
from generator.model.statuses import is_overdue


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built."""
    root = tmp_path_factory.mktemp("database")
    shutil.copytree(EXAMPLE, root, dirs_exist_ok=True)
    assert build(root, "--jobs", 1).status == 0
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    return root / "site"


@pytest.fixture(scope="module")
def whole(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "data/tasks.json").read_text("utf-8"))
    return found


@pytest.fixture
def database(site: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{site / 'data/disclosure.sqlite'}?mode=ro", uri=True)) as connection:
        yield connection


def test_the_database_is_sound(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in TABLES:
        columns = database.execute(f"PRAGMA table_info({table.name})").fetchall()
        assert [column[1] for column in columns] == [column.name for column in table.stored]
        keys = {row[3]: row[2] for row in database.execute(f"PRAGMA foreign_key_list({table.name})")}
        assert keys == {column.name: column.refers for column in table.stored if column.refers}


def test_what_is_asked_often_is_found_by_an_index(database: sqlite3.Connection) -> None:
    for sql in (
        "SELECT * FROM responsibilities WHERE unit = 'a'",
        "SELECT * FROM deadlines WHERE date > '2025'",
        "SELECT * FROM tasks WHERE id = 'a'",
    ):
        plan = " ".join(str(row[3]) for row in database.execute(f"EXPLAIN QUERY PLAN {sql}"))
        assert "USING INDEX" in plan, plan


def test_words_of_two_characters_are_found_exactly(
    database: sqlite3.Connection, whole: dict[str, Any]
) -> None:
    pairs = sorted({t["title"][i : i + 2] for t in whole["tasks"] for i in range(len(t["title"]) - 1)})
    assert len(pairs) > 100
    for pair in pairs:
        sql = "SELECT id FROM tasks WHERE instr(title || char(10) || coalesce(text, ''), ?)"
        found = {row[0] for row in database.execute(sql, (pair,))}
        assert found == {t["id"] for t in whole["tasks"] if pair in f"{t['title']}\n{t['text']}"}


# Questions of an auditor


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.title)
def test_every_question_can_be_asked(database: sqlite3.Connection, question: Any) -> None:
    names = [column[0] for column in database.execute(question.sql).description]
    assert len(set(names)) == len(names)
    assert set(question.views) == {view.name for view in VIEWS if view.name in question.sql}


def answer(root: Path, words: str, of: str = "", instead: str = "") -> Rows:
    """The rows that a question with these words in its title comes to; `of` replaced in it."""
    (question,) = [one for one in QUESTIONS if words in one.title]
    assert of in question.sql
    with closing(sqlite3.connect(root / "site/data/disclosure.sqlite")) as connection:
        connection.row_factory = sqlite3.Row
        return [
            dict(row) for row in connection.execute(question.sql.replace(of, instead) if of else question.sql)
        ]


def test_what_a_unit_leads_and_has_to_do_in_a_year(root: Path, whole: dict[str, Any]) -> None:
    rows = answer(root, "牵头、2024年到期", "应急指挥中心", "供水管理股")
    expected = {
        (SITE_URL + task["url"], due["text"])
        for task in whole["tasks"]
        for duty in task["responsibility"]
        if duty["unit"] == "shuiwu/gongshui-gu" and duty["role"] == "lead"
        for due in duty.get("deadlines", task["deadlines"])
        if (due["date"] or "").startswith("2024")
    }
    assert {(row["url"], row["deadline"]) for row in rows} == expected
    assert len(rows) == len(expected) > 1


def test_what_has_no_result_yet(root: Path, whole: dict[str, Any]) -> None:
    expected = [
        SITE_URL + task["url"]
        for task in whole["tasks"]
        if task["section"]["kind"] in ("plan", "requirements") and task["outcome"]["rule"] == "none"
    ]
    assert sorted(row["url"] for row in answer(root, "没有公开的落实情况")) == sorted(expected)
    assert expected


def test_targets_and_actuals_by_topic(root: Path, whole: dict[str, Any]) -> None:
    word = {None: "", "min": "不少于", "max": "不超过"}
    expected = sorted(
        (
            topic,
            SITE_URL + task["url"],
            figure["name"],
            word[figure["bound"]],
            figure["target"],
            figure["actual"],
        )
        for task in whole["tasks"]
        for topic in task["topics"]
        for figure in task["targets"]
    )
    rows = answer(root, "目标和完成数")
    names = ("topic_name", "url", "name", "bound_name", "target", "actual")
    found = [tuple((row[n] or "") if n == "bound_name" else row[n] for n in names) for row in rows]
    assert sorted(found) == expected
    assert any(actual is not None for *_, actual in expected)


def test_what_is_overdue_on_a_day(root: Path, whole: dict[str, Any]) -> None:
    expected = {
        SITE_URL + task["url"]
        for task in whole["tasks"]
        if task["section"]["kind"] in ("plan", "requirements")
        and is_overdue(
            min(open_days(task["deadlines"]), default=""),
            task["outcome"]["status"],
            "2025-09-30",
        )
    }
    rows = answer(root, "已逾期", "2024-09-30", "2025-09-30")
    assert {row["url"] for row in rows} == expected
    assert expected
