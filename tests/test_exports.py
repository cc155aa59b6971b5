"""Files for machines: data/tasks.json (contract, design section 6) and sitemap.xml, on the tiny site."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from support import DATA, SOUND

from generator.build import check
from generator.content.config import read_config
from generator.exports import all_exports, sitemap, tasks
from generator.exports.rows import rows_of
from generator.pages import PageContext, pages_of, plan


@pytest.fixture(scope="module")
def site() -> PageContext:
    library, _ = check(SOUND / "content")
    return PageContext.of(library, read_config(SOUND / "site_config.yml"))


def test_a_whole_task(site: PageContext) -> None:
    first = json.loads(tasks.tasks_json(site.library))["tasks"][0]
    assert first == json.loads((DATA / "whole_task.json").read_text("utf-8"))


def test_status_and_links(site: PageContext) -> None:
    found = {t["id"]: t for t in json.loads(tasks.tasks_json(site.library))["tasks"]}
    assert found["jia/2024-zongjie/1"]["status"] == "done"
    assert found["jia/2024-zongjie/1"]["links"] == [{"kind": "reports", "to": "jia/2024-yaodian/1"}]
    assert found["jia/2024-yaodian/2"]["status"] is None
    assert found["yi/2024-fenjie/1"]["period"] == "2024-H1"
    assert found["jia/2024-zongjie/1"]["indicators"][0]["change"] == "+3.2%"


def test_figures_are_neither_cut_nor_padded(tmp_path: Path) -> None:
    from support import HEAD, library_of

    values = ["99.60", "0.1", "225400", "-3", "1e3", "0", "12345678901234"]
    indicators = ", ".join(f"{{text: 甲, name: 甲, value: {v}, kind: actual}}" for v in values)
    library, problems = library_of(
        tmp_path,
        {
            "jia/a.yml": f"{HEAD}sections: [{{title: 一节, tasks: [{{id: 1, title: 甲, indicators: "
            f"[{indicators}]}}]}}]\n"
        },
    )
    assert problems == []
    text = tasks.tasks_json(library).decode()
    assert [i["value"] for i in json.loads(text)["tasks"][0]["indicators"]] == [
        99.6,
        0.1,
        225400,
        -3,
        1000,
        0,
        12345678901234,
    ]
    assert '"value":225400,' in text


def test_the_digest_changes_with_the_content_only(site: PageContext, tmp_path: Path) -> None:
    first = json.loads(tasks.tasks_json(site.library))["generated_from"]
    assert first == json.loads(tasks.tasks_json(check(SOUND / "content")[0]))["generated_from"]
    from support import copy_sound

    root = copy_sound(tmp_path)
    path = root / "content/yi/2024-fenjie.yml"
    path.write_text(path.read_text("utf-8").replace("修好粮道", "修好粮路"), "utf-8")
    assert first != json.loads(tasks.tasks_json(check(root / "content")[0]))["generated_from"]


def test_no_tasks_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    library, _ = check(tmp_path / "content")
    assert json.loads(tasks.tasks_json(library))["tasks"] == []


def test_the_sitemap_names_every_page_with_the_records_date(site: PageContext) -> None:
    pages = list(pages_of(plan(site)))
    root = ElementTree.fromstring(sitemap.sitemap_xml(site.config, pages).encode())
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    entries = {url.findtext(f"{name}loc"): url.findtext(f"{name}lastmod") for url in root}
    assert set(entries) == {f"https://test.example/zwgk/{p.address}" for p in pages}
    assert (
        entries["https://test.example/zwgk/jia/2024-yaodian/1.html"] == "2025-01-06"
    )  # its result came then
    assert entries["https://test.example/zwgk/jia/2024-zongjie/index.html"] == "2025-01-06"
    assert entries["https://test.example/zwgk/yi/2024-fenjie/1.html"] is None


def test_all_exports_have_their_addresses(site: PageContext) -> None:
    tables = [
        *("tasks", "responsibilities", "deadlines", "indicators", "targets", "progress", "progress_figures"),
        *("measures", "dues", "task_links", "citations", "task_topics", "sections", "documents"),
        *("agencies", "units", "memberships", "policies", "topics"),
    ]
    as_lines = [
        *("tasks", "progress", "progress_figures", "sections", "documents"),
        *("agencies", "units", "memberships", "policies", "topics"),
    ]
    assert list(all_exports(site, pages_of(plan(site)))) == [
        *(f"data/{name}.csv" for name in tables),
        *(f"data/{name}.jsonl" for name in as_lines),
        "data/disclosure.sqlite",
        "data/tasks.json",
        "sitemap.xml",
        "data/disclosure.xlsx",
        "data/metadata.json",
        "data/schema/tasks.json",
        *(f"data/schema/{name}.json" for name in as_lines if name != "tasks"),
        "jia/disclosure.xlsx",
        "jia/tasks.json",
        "yi/disclosure.xlsx",
        "yi/tasks.json",
        "jia/calendar.ics",
        "jia/units/zonghe-ke.ics",
        "jia/units/chubei-ke.ics",
        "jia/units/ge-kes.ics",
        "jia/units/caizheng-ju.ics",
        "yi/calendar.ics",
        "yi/units/luzheng-gu.ics",
        "feed.xml",
        "policies/chuliang-banfa.xml",
        "policies/fengchan-xingdong.xml",
        "jia/feed.xml",
        "jia/units/zonghe-ke.xml",
        "jia/units/chubei-ke.xml",
        "jia/units/ge-kes.xml",
        "jia/units/zhongzi-zhan.xml",
        "jia/units/caizheng-ju.xml",
    ]


def test_the_rows_of_a_task_and_its_measures(site: PageContext) -> None:
    found = next(rows_of(task) for task in site.library.tasks if task.ref == "jia/2024-yaodian/1")
    assert [(r.measure, r.unit, r.role) for m in found.measures for r in m.responsibilities] == [
        (1, "jia/zonghe-ke", "responsible"),
        (2, "jia/ge-kes", "responsible"),
        (2, "jia/chubei-ke", "lead"),
    ]
    assert [(d.measure, d.text, d.date) for d in found.deadlines] == [
        (None, "2024年底前", date(2024, 12, 31)),
        (None, "7月15号前", date(2024, 7, 15)),
        (None, "每季度", None),
    ]
    assert found.task.status == "done"
    assert {row.task for row in (*found.responsibilities, *found.deadlines, *found.indicators)} == {
        found.task.id
    }
