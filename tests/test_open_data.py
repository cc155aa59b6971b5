"""Open data: every form says the same, each read as a stranger would read it (contract, design section 6)."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import openpyxl
import pytest
from open_data import BY_NAME, SITE_URL, Form, of_csv, of_database, of_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet
from selectolax.lexbor import LexborHTMLParser
from support import EXAMPLE, build, copy_sound, run

from generator.build import build as build_site
from generator.build import check
from generator.content.config import read_config
from generator.exports import forms, telling
from generator.exports.columns import TABLES
from generator.exports.forms import IN_LINES
from generator.exports.source import of_site
from generator.model import values
from generator.search.from_library import search_records

AGENCIES = ("chengguan", "shuiwu", "xianfu")
ROLE = {word: code for code, word in values.labels(values.ROLE).items()}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built."""
    root = tmp_path_factory.mktemp("open-data")
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


def test_the_tables_are_the_same_in_every_form(site: Path) -> None:
    database = of_database(site / "data/disclosure.sqlite")
    assert of_csv(site / "data") == database
    assert of_workbook(site / "data/disclosure.xlsx") == database
    for table in IN_LINES:
        lines = (site / f"data/{table.name}.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line) for line in lines] == database[table.name]
    filled = {name for name, rows in database.items() if rows}
    assert filled == set(BY_NAME)  # else nothing is compared


def test_data_says_what_tasks_json_says(site: Path, whole: dict[str, Any]) -> None:
    """Tasks, units, deadlines, figures and outcomes; the forms are the same, so one speaks for all."""
    found, told = of_database(site / "data/disclosure.sqlite"), [*whole["tasks"], *whole["sections"]]
    assert [SITE_URL + task["url"] for task in whole["tasks"]] == [row["url"] for row in found["tasks"]]
    for name in ("id", "title", "text", "number", "period", "agency", "kind", "status"):
        assert [task[name] or None for task in whole["tasks"]] == [row[name] for row in found["tasks"]], name
    assert sorted(
        (_holder(one), duty["unit"], duty["name"], duty["role"])
        for one in told
        for duty in one["responsibility"]
    ) == sorted(
        (row["task"] or row["section"], row["unit"], row["name"], row["role"])
        for row in found["responsibilities"]
    )
    assert sorted(
        (_holder(one), due["text"], due["kind"], due["date"] or "")
        for one in told
        for due in one["deadlines"]
    ) == sorted(
        (row["task"] or row["section"], row["text"], row["kind"], row["date"] or "")
        for row in found["deadlines"]
    )
    assert sorted(
        (_holder(one), i["name"], i["value"], i["unit"] or "", i["kind"])
        for one in told
        for i in one["indicators"]
    ) == sorted(
        (row["task"] or row["section"], row["name"], row["value"], row["unit"] or "", row["kind"])
        for row in found["indicators"]
    )
    assert [_outcome(task["outcome"]) for task in whole["tasks"]] == [
        (
            row["status"] if row["status"] != "reported" else None,
            row["outcome_text"],
            row["outcome_date"],
            row["outcome_rule"],
            row["outcome_from"],
        )
        for row in found["tasks"]
    ]
    assert [(t["id"], g["name"], g["bound"], g["target"], g["actual"], g["ratio"]) for t in told
            if "targets" in t for g in t["targets"]] == [
        (row["task"], row["name"], row["bound"], row["target"], row["actual"], row["ratio"])
        for row in found["targets"]
    ]  # fmt: skip


def test_a_target_says_whether_it_is_the_least_or_the_most(site: Path) -> None:
    """As the figure that it is does, in its own words and in its code."""
    found = of_database(site / "data/disclosure.sqlite")
    limits = {
        (row["task"], row["name"], row["bound"], row["bound_name"])
        for row in found["indicators"]
        if row["kind"] == "target" and row["task"]
    }
    assert {(row["task"], row["name"], row["bound"], row["bound_name"]) for row in found["targets"]} == limits
    assert {limit[2:] for limit in limits} == {(None, None), ("min", "不少于"), ("max", "不超过")}


def _holder(one: dict[str, Any]) -> str:
    return one["id"] if "id" in one else f"{one['agency']}/{one['document']}#{one['anchor']}"


def _outcome(outcome: dict[str, Any]) -> tuple[Any, ...]:
    sources = "；".join(outcome["from"]) or None
    return outcome["status"], outcome["text"] or None, outcome["date"], outcome["rule"], sources


def _duties(form: Form) -> set[tuple[str, str, str, tuple[str, ...]]]:
    """Each unit with each task or section, its role there and the deadlines that bind it."""
    words = {row["id"]: row["text"] for row in form["deadlines"]}
    of_holder: dict[str, list[str]] = {}
    for row in form["deadlines"]:
        of_holder.setdefault(row["task"] or row["section"], []).append(row["text"])
    own: dict[str, list[str]] = {}
    for row in form["dues"]:
        own.setdefault(row["responsibility"], []).append(words[row["deadline"]])
    found = set()
    for row in form["responsibilities"]:
        holder = row["task"] or row["section"]
        dues = own.get(row["id"], []) if row["is_partial"] else of_holder.get(holder, [])
        assert row["deadlines"] == ("；".join(dues) or None)
        found.add((row["unit"], holder, row["role"], tuple(dues)))
    return found


def test_the_page_of_a_unit_says_the_same(site: Path) -> None:
    found = of_database(site / "data/disclosure.sqlite")
    places = {row["url"]: row["id"] for name in ("tasks", "sections") for row in found[name]}
    labels = {row["id"]: row["status_name"] for row in found["tasks"]}
    told = set()
    for unit in found["units"]:
        page = (site / unit["url"].removeprefix(SITE_URL)).read_text("utf-8")
        for table in LexborHTMLParser(page).css("table.gk-duty-rows"):
            if table.css_first("caption").text() == "以统称承担的任务":
                continue
            for row in table.css("tbody tr"):
                link = row.css_first("td[data-label=任务] a")
                href = (link.attributes["href"] or "") if link else ""
                place = places[urljoin(unit["url"], href)]
                dues = tuple(due.text() for due in row.css(".gk-due"))
                told.add((unit["id"], place, ROLE[row.css_first("td[data-label=角色]").text()], dues))
                tag = row.css_first(".gk-status")
                if tag and labels.get(place) is None:
                    assert tag.text() == "没有公开的落实情况"
    assert told == _duties(found)


def test_search_knows_the_same(root: Path, site: Path) -> None:
    found = of_database(site / "data/disclosure.sqlite")
    library, _ = check(root / "content")
    records = list(search_records(library))
    url = {row["id"]: row["url"] for row in found["tasks"]}
    assert {
        (unit, SITE_URL + record.url, role, tuple(text for text, _, _ in record.own_deadlines[i]))
        if record.own_deadlines
        else (unit, SITE_URL + record.url, role, tuple(text for text, _, _ in record.deadlines))
        for record in records
        for i, (unit, _, role) in enumerate(record.responsibility)
    } == {(unit, url[place], role, dues) for unit, place, role, dues in _duties(found) if place in url}
    assert {(SITE_URL + r.url, r.status or None, r.is_plan, r.agency) for r in records} == {
        (row["url"], row["status"], bool(row["is_plan"]), row["agency"]) for row in found["tasks"]
    }
    assert {(SITE_URL + r.url, *due) for r in records for due in r.deadlines} == {
        (url[row["task"]], row["text"], row["kind"], row["date"] or "")
        for row in found["deadlines"]
        if row["task"]
    }


def test_json_lines_and_the_json_of_agencies_are_the_same_tasks(site: Path, whole: dict[str, Any]) -> None:
    lines = (site / "data/tasks.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == whole["tasks"]
    own = [json.loads((site / name / "tasks.json").read_text("utf-8")) for name in AGENCIES]
    assert [task for agency in own for task in agency["tasks"]] == whole["tasks"]
    assert [one for agency in own for one in agency["sections"]] == whole["sections"]


# The forms, each by itself


def _data_files(site: Path) -> list[Path]:
    """All files of data/, and those of agencies."""
    inside = [file for file in site.glob("data/**/*") if file.is_file()]
    return [*inside, *site.glob("*/disclosure.xlsx"), *site.glob("[!d]*/tasks.json")]


def test_csv_is_as_excel_and_wps_want_it(site: Path) -> None:
    for table in TABLES:
        data = (site / f"data/{table.name}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbfid,")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert rows[0] == list(table.names)
        assert data.count(b"\r\n") == len(rows)


def test_a_workbook_is_ready_to_be_used(site: Path) -> None:
    book = openpyxl.load_workbook(site / "data/disclosure.xlsx")
    assert book.sheetnames == [table.label for table in TABLES]
    assert book.sheetnames[0] == "任务"
    tasks = book["任务"]
    assert tasks.max_row == 1 + len(json.loads((site / "data/tasks.json").read_text("utf-8"))["tasks"])
    for table in TABLES:
        sheet = book[table.label]
        assert [cell.value for cell in sheet[1]] == [column.label for column in table.columns]
        assert sheet["A1"].font.b
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        kinds = [column.kind for column in table.columns]
        for row in sheet.iter_rows(min_row=2):
            for cell, kind in zip(row, kinds, strict=True):
                assert _is_of(cell.value, kind), (table.name, cell.coordinate, cell.value)
                assert cell.data_type != "f"
        _columns_fit(sheet)
    assert tasks["B2"].hyperlink.target == tasks["B2"].value
    days = [cell for (cell,) in book["完成时限"]["H2:H99"] if isinstance(cell.value, datetime)]
    assert {cell.number_format for cell in days} == {"yyyy\\-mm\\-dd"}


def _is_of(value: Any, kind: str) -> bool:
    kinds = {"integer": (int,), "flag": (int,), "number": (int, float), "date": (datetime,)}
    return value is None or isinstance(
        value, kinds.get(kind, (str, datetime) if kind == "moment" else (str,))
    )


def _columns_fit(sheet: Worksheet) -> None:
    for column in sheet.iter_cols():
        texts = [str(cell.value) for cell in column if isinstance(cell.value, str) and "\n" not in cell.value]
        widest = max((sum(2 if ord(c) > 0x2E7F else 1 for c in text) for text in texts), default=0)
        assert sheet.column_dimensions[column[0].column_letter].width >= min(widest, 60)


def test_the_same_content_gives_the_same_bytes(root: Path, site: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "content", tmp_path / "content")
    shutil.copy(root / "site_config.yml", tmp_path)
    assert build(tmp_path, "--jobs", 2).status == 0
    for file in _data_files(site):
        assert file.read_bytes() == (tmp_path / "site" / file.relative_to(site)).read_bytes(), file.name


def test_a_workbook_and_a_database_know_neither_person_nor_clock(site: Path) -> None:
    with zipfile.ZipFile(site / "data/disclosure.xlsx") as book:
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert book.testzip() is None
        properties = book.read("docProps/core.xml").decode()
    assert re.findall(r"<(\w+:\w+)>", properties) == ["dc:title"]
    # the number of the SQLite that wrote it is always the same
    assert (site / "data/disclosure.sqlite").read_bytes()[96:100] == (3_040_000).to_bytes(4, "big")


def test_of_an_agency_its_workbook_has_its_own(site: Path) -> None:
    whole = of_workbook(site / "data/disclosure.xlsx")
    for agency in AGENCIES:
        own = of_workbook(site / agency / "disclosure.xlsx")
        for name, rows in own.items():
            assert rows == [row for row in whole[name] if row in rows]
        for name in ("tasks", "documents", "units"):
            assert own[name] == [row for row in whole[name] if row["agency"] == agency]
        assert {row["id"] for row in own["policies"]} == {row["policy"] for row in own["citations"]}
        assert {row["id"] for row in own["topics"]} == {row["topic"] for row in own["task_topics"]}


def test_addresses_are_those_of_the_site_once_it_has_some(tmp_path: Path) -> None:
    copy_sound(tmp_path)
    for url, root in (
        ("https://www.jia.gov.cn/zwgk/", "https://www.jia.gov.cn/zwgk/"),
        ("https://example.cn/", ""),
    ):
        config = tmp_path / "site_config.yml"
        config.write_text(re.sub(r"site_url: .*", f"site_url: {url}", config.read_text("utf-8")), "utf-8")
        assert build(tmp_path).status == 0
        rows = of_csv(tmp_path / "site/data")
        assert rows["tasks"][0]["url"] == f"{root}jia/2024-yaodian/1.html"
        book = openpyxl.load_workbook(tmp_path / "site/jia/disclosure.xlsx")
        link = book["任务"]["B2"].hyperlink.target
        assert link == f"{root or '../'}jia/2024-yaodian/1.html"


# What never leaves the office, and what no clerk meant

_OFFICE = """title: 甲县粮食局{0}
kind: plan
period: 2024
text: full
status: {1}
source: {{publisher: 甲县粮食局}}
sections:
  - title: 一节
    tasks:
      - {{id: 9, title: {0}任务, persons: [司马某某], deadlines: [2024年底前],
         measures: [{{text: {0}举措, persons: [欧阳某某]}}]}}
"""


def test_persons_and_what_is_not_published_stand_in_no_form(tmp_path: Path) -> None:
    copy_sound(tmp_path)
    statuses = {"公开的": "published", "草拟的": "draft", "审过的": "reviewed"}
    for i, (words, status) in enumerate(statuses.items()):
        (tmp_path / f"content/jia/more-{i}.yml").write_text(_OFFICE.format(words, status), "utf-8")
    assert build(tmp_path).status == 0
    site = tmp_path / "site"
    files = _data_files(site)
    assert len(files) > 2 * len(TABLES)
    told = {file: _all_of(file) for file in files}
    for name in ("tasks.csv", "tasks.jsonl", "disclosure.xlsx", "disclosure.sqlite"):
        assert "公开的任务" in told[site / "data" / name]
    for file, text in told.items():
        for words in ("司马", "欧阳", "草拟的", "审过的", "persons"):
            assert words not in text, file.name


def _all_of(file: Path) -> str:
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    return file.read_bytes().decode("utf-8", "replace")


def test_texts_that_look_like_something_else_stay_texts(tmp_path: Path) -> None:
    titles = ["=1+1", "1.10", "3-1", "（1）", "＝SUM(A1)", "<b>&\"'", "_x0041_", "12月31日"]
    lines = "".join(
        f"      - {{id: {i}, number: {json.dumps(title, ensure_ascii=False)}, title: "
        f"{json.dumps(title, ensure_ascii=False)}, text: {json.dumps('长' * 40_000 if i == 1 else title)}}}\n"
        for i, title in enumerate(titles, start=1)
    )
    copy_sound(tmp_path)
    head = "title: 一份文件\nkind: plan\nperiod: 1850\ntext: full\nsource: {publisher: 甲局}\n"
    disclosure = "disclosure: {formed: 1850-02-03, number: 1/2}\n"
    text = f"{head}{disclosure}sections:\n  - title: 一节\n    tasks:\n{lines}"
    (tmp_path / "content/jia/odd.yml").write_text(text, "utf-8")
    done = build(tmp_path)
    assert done.status == 0, done.said
    found = of_csv(tmp_path / "site/data")
    odd = [row for row in found["tasks"] if row["document"] == "jia/odd"]
    assert [row["title"] for row in odd] == titles
    sheet = [
        row
        for row in of_workbook(tmp_path / "site/data/disclosure.xlsx")["tasks"]
        if row["document"] == "jia/odd"
    ]
    # what is one character in Excel, openpyxl shows as it is written
    assert [unescape(row["title"]) for row in sheet] == titles
    assert [unescape(row["number"]) for row in sheet] == titles
    assert len(sheet[0]["text"]) == 32_767
    assert sheet[0]["text"].endswith("全文见网页）")
    (document,) = [
        row
        for row in of_workbook(tmp_path / "site/data/disclosure.xlsx")["documents"]
        if row["id"] == "jia/odd"
    ]
    assert (document["formed"], document["doc_number"]) == ("1850-02-03", "1/2")


def test_rows_beyond_a_sheet_stand_in_the_next(
    site: Path, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    monkeypatch.setattr(forms, "_MOST_ROWS", 24)
    monkeypatch.setattr(telling, "_AT_ONCE", 1)
    library, _ = check(root / "content")
    config = read_config(root / "site_config.yml")
    data = b"".join(forms.disclosure_xlsx(of_site(library, config, telling.Telling(library, config))))
    book = openpyxl.load_workbook(io.BytesIO(data))
    names = [name for name in book.sheetnames if name.startswith("任务") and "主题" not in name]
    assert names == ["任务", "任务（2）", "任务（3）"]
    assert all(book[name].max_row <= 1 + 24 for name in names)
    ids = [row[0] for name in names for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert ids == [row["id"] for row in of_database(site / "data/disclosure.sqlite")["tasks"]]


def test_a_site_with_nothing_has_all_its_files(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE / "content/pages", tmp_path / "content/pages")
    shutil.copy(EXAMPLE / "site_config.yml", tmp_path)
    assert build(tmp_path).status == 0
    data = tmp_path / "site/data"
    assert all(rows == [] for rows in of_csv(data).values())
    assert of_workbook(data / "disclosure.xlsx") == of_database(data / "disclosure.sqlite")
    assert (data / "tasks.jsonl").read_bytes() == b""


# As part of a site


def test_verify_knows_the_files(root: Path, site: Path) -> None:
    done = run("verify", site, "--content", root / "content", "--config", root / "site_config.yml")
    assert done.status == 0, done.said
    listed = json.loads((site / "data/manifest.json").read_text("utf-8"))["files"]
    assert {"data/disclosure.sqlite", "shuiwu/disclosure.xlsx", "shuiwu/tasks.json"} <= set(listed)


def test_what_a_clerk_only_looks_at_has_none_of_it(tmp_path: Path) -> None:
    copy_sound(tmp_path)
    site = tmp_path / "site"
    build_site(tmp_path / "content", tmp_path / "site_config.yml", site, downloads=False)
    there = {str(file.relative_to(site)) for file in (*site.glob("data/*"), *site.glob("*/disclosure.xlsx"))}
    assert there == {"data/tasks.json", "data/files.txt", "data/manifest.json", "data/index.html"}


def test_only_the_workbook_of_an_edited_agency_is_made_again(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "content", tmp_path / "content")
    shutil.copy(root / "site_config.yml", tmp_path)
    site = tmp_path / "site"
    assert build(tmp_path, "--incremental").status == 0
    before = {
        file: file.stat().st_ino for file in (*site.glob("*/disclosure.xlsx"), *site.glob("*/tasks.json"))
    }
    path = tmp_path / "content/chengguan/2025-zongjie-2026-jihua.yml"
    path.write_text(path.read_text("utf-8").replace("整治积水点6处", "整治积水点六处"), "utf-8")
    assert build(tmp_path, "--incremental").status == 0
    made = {str(file.relative_to(site)) for file, number in before.items() if file.stat().st_ino != number}
    # tasks.json of all is edited as well; the other agencies are linked with nothing of this one
    changed = {"chengguan/disclosure.xlsx", "chengguan/tasks.json", "data/disclosure.xlsx", "data/tasks.json"}
    assert made == changed


# The list of columns


def test_the_list_of_columns_is_in_order() -> None:
    for table in TABLES:
        assert table.names[0] == "id"
        assert len(set(table.names)) == len(table.names)
        assert len({column.label for column in table.columns}) == len(table.columns)
        for column in table.columns:
            assert column.refers in ("", *BY_NAME)
            assert column.meaning
            assert column.example
            assert re.fullmatch(r"[a-z][a-z_]*", column.name)


def test_rows_keep_what_the_list_promises(site: Path) -> None:
    for name, rows in of_database(site / "data/disclosure.sqlite").items():
        ids = [row["id"] for row in rows]
        assert len(set(ids)) == len(ids)
        for column in BY_NAME[name].columns:
            found = [row[column.name] for row in rows]
            assert not column.required or None not in found
            if column.codes:
                assert set(found) <= {None, *column.codes}
            if column.kind == "date":
                assert all(date.fromisoformat(value) for value in found if value)
            if column.refers:
                refers = {row["id"] for row in of_database(site / "data/disclosure.sqlite")[column.refers]}
                assert {value for value in found if value} <= refers


def test_urls_lead_to_pages(site: Path) -> None:
    for rows in of_csv(site / "data").values():
        for row in rows:
            if "url" in row:
                path, _, anchor = urlsplit(row["url"]).path, "", urlsplit(row["url"]).fragment
                page = site / path.removeprefix("/zwgk/")
                assert page.is_file(), row["url"]
                assert not anchor or f'id="{anchor}"' in page.read_text("utf-8"), row["url"]
