"""`gongkai serve`: what is saved is on the page and a build follows; what is wrong is told."""

from __future__ import annotations

import http.client
import importlib
import json
import re
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import support
from serve_harness import DOCUMENT, Live, ask, at_work, replace, rewrite_in_the_past, text
from support import wait_until

import generator.build
from generator.cli.serve import building, session
from generator.cli.serve.building import Made
from generator.cli.serve.session import sentences
from generator.output.cache import Folder
from generator.output.render import Renderer
from generator.parallel import Job
from generator.problems import Problem


@pytest.fixture
def live(sound: Path, quick: None) -> Iterator[Live]:
    """In this process; a build is quick, for the shells are there."""
    del quick
    with at_work(sound) as found:
        yield found


@contextmanager
def listening(
    live: Live, address: str
) -> Iterator[Callable[[], tuple[str, dict[str, list[dict[str, str]]]]]]:
    """An open page: what it is told, event after event."""
    shown = re.search(r'data-shown="([^"]+)"', text(live.port, f"/{address}"))
    assert shown
    connection = http.client.HTTPConnection("127.0.0.1", live.port, timeout=support.PATIENCE)
    connection.request("GET", f"/~gongkai/events?page=/{address}&shown={shown[1]}")
    response = connection.getresponse()

    def following() -> tuple[str, dict[str, list[dict[str, str]]]]:
        end = time.monotonic() + support.PATIENCE
        while not (line := response.readline()).startswith(b"event: "):
            assert line, "the server has hung up"
            assert time.monotonic() < end, "it is not told"
        return line[7:].decode().strip(), json.loads(response.readline()[6:])

    assert following() == ("problems", {"problems": [], "more": 0})
    yield following
    connection.close()


def test_an_edit_is_on_its_page_before_the_site_is_built(live: Live) -> None:
    wait_until(lambda: live.builds() == 1)
    with listening(live, DOCUMENT) as following:
        live.edit("content/jia/2024-yaodian.yml", "管好储备粮", "管好县级储备粮")
        while following()[0] != "reload":
            pass
        assert "管好县级储备粮" in text(live.port, f"/{DOCUMENT}")
        wait_until(lambda: live.builds() == 2)
    assert text(live.port, f"/{DOCUMENT}").startswith((live.root / "site" / DOCUMENT).read_text("utf-8"))


def test_a_build_begins_while_no_page_is_being_made(
    live: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else what it is forked from may hold the lock of a module, in the middle of its import, for ever."""
    (tmp_path / "imported_slowly.py").write_text("import sys, time\nsys.is_importing.set()\ntime.sleep(1)\n")
    monkeypatch.syspath_prepend(tmp_path)
    is_importing, is_over = threading.Event(), threading.Event()
    monkeypatch.setattr(sys, "is_importing", is_importing, raising=False)
    pages, in_child = Renderer.pages, session.in_child

    def after_an_import(*given: Any) -> Any:
        importlib.import_module("imported_slowly")
        return pages(*given)

    def in_the_middle(call: Callable[[], Made]) -> Job[Made]:
        is_importing.wait(0.5)
        return in_child(call)

    def ask_on() -> None:
        while not is_over.is_set():
            text(live.port, f"/{DOCUMENT}")

    monkeypatch.setattr(Renderer, "pages", after_an_import)
    monkeypatch.setattr(session, "in_child", in_the_middle)
    reader = threading.Thread(target=ask_on)
    reader.start()
    try:
        told = live.after(lambda: live.edit("content/jia/2024-yaodian.yml", "管好储备粮", "管好县级储备粮"))
    finally:
        is_over.set()
        reader.join()
        sys.modules.pop("imported_slowly", None)
    assert told == ["已生成 43 个页面。"]


def test_the_search_is_loaded_again_once_its_index_knows_the_edit(live: Live) -> None:
    index = live.root / "site/search/manifest.js"
    before = index.read_bytes()
    with listening(live, "search.html") as following:
        live.edit("content/jia/2024-yaodian.yml", "管好储备粮", "管好县级储备粮")
        while following()[0] != "reload":
            pass
        assert index.read_bytes() != before


def test_a_page_that_an_edit_leaves_alone_is_not_loaded_again(live: Live) -> None:
    with listening(live, "topics/index.html") as following:
        live.after(
            lambda: live.edit("content/jia/2024-yaodian.yml", "2024年做好粮食工作。", "做好粮食工作。")
        )
        live.after(lambda: live.edit("content/topics.yml", "收购、储备", "收储"))
        events = [following()[0]]
        while events[-1] != "reload":
            events.append(following()[0])
    assert events.count("reload") == 1
    assert len(events) >= 3, "it was told of the first edit too"


def test_an_error_is_told_and_the_old_site_stays_until_it_is_mended(live: Live) -> None:
    before = support.digest(live.root / "site")
    with listening(live, DOCUMENT) as following:
        lines = live.after(lambda: live.edit("content/jia/agency.yml", "name:", "nam:"))
        name, news = following()
        assert name == "problems"
        problem = news["problems"][0]
        assert problem["file"] == "content/jia/agency.yml"
        assert problem["label"] == "错误"
        assert {"line", "column", "what", "hint"} <= problem.keys()
        assert lines[-1] == "有错误，仍显示上一次的网站。"
        assert support.digest(live.root / "site") == before
        live.after(lambda: live.edit("content/jia/agency.yml", "nam:", "name:"))
        while following() != ("problems", {"problems": [], "more": 0}):
            pass


def test_content_gone_and_back_leaves_the_old_site_and_a_sentence(live: Live) -> None:
    lines = live.after(lambda: (live.root / "content").rename(live.root / "away"))
    assert any("没有这个目录" in line for line in lines)
    assert ask(live.port, f"/{DOCUMENT}").status == 200
    lines = live.after(lambda: (live.root / "away").rename(live.root / "content"))
    assert lines[-1].startswith("已生成")
    live.after(lambda: live.edit("content/jia/2024-yaodian.yml", "管好储备粮", "又一次"))
    assert "又一次" in text(live.port, f"/{DOCUMENT}")


def test_the_configuration_is_followed_however_often_it_is_replaced(live: Live) -> None:
    before = "test.example"
    for after in ("one.example", "two.example"):
        lines = live.after(lambda a=after, b=before: live.edit("site_config.yml", b, a))  # type: ignore[misc]
        assert lines[-1].startswith("已生成")
        assert f"https://{after}/" in text(live.port, "/sitemap.xml")
        before = after


def test_a_template_edited_to_nonsense_is_told_by_its_line_and_the_old_site_stays(
    sound: Path, quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del quick
    templates = tmp_path / "templates"
    shutil.copytree(building.TEMPLATES, templates)
    for module in (generator.build, building, session):
        monkeypatch.setattr(module, "TEMPLATES", templates)
    page = templates / "pages/task.html"
    sound_text = page.read_text("utf-8")
    lines_before = sound_text.count("\n")
    with at_work(sound) as live:
        before = support.digest(sound / "site")
        for nonsense, says in (
            ("{% if %}", "模板的写法不对（"),
            ("{{ v.nonsense }}", "模板在这里出错（"),
            ("{{ nonsense }}", "模板在这里出错（"),
            ('{% include "nonsense.html" %}', "找不到模板“nonsense.html”。"),
        ):
            lines = live.after(lambda text=nonsense: replace(page, f"{sound_text}{text}\n"))  # type: ignore[misc]
            assert lines[-1] == "有错误，仍显示上一次的网站。"
            assert f"templates/pages/task.html:{lines_before + 1}:1: 错误：{says}" in lines[0], lines
            assert support.digest(sound / "site") == before
        assert live.after(lambda: replace(page, sound_text))[-1].startswith("已生成")


def test_an_address_that_an_edit_removes_is_named(live: Live) -> None:
    lines = live.after(lambda: live.edit("content/yi/2024-fenjie.yml", "id: 1", "id: 9"))
    assert any("少了 1 个网页：yi/2024-fenjie/1.html" in line for line in lines), lines


def test_a_save_that_changes_nothing_is_no_work_and_the_next_is_followed(live: Live) -> None:
    built = live.builds()
    document, page = live.root / "content/jia/2024-yaodian.yml", live.root / "content/pages/index.md"
    for _ in range(3):
        replace(document, document.read_text("utf-8"))
        page.touch()
        time.sleep(0.2)
    lines = live.after(lambda: live.edit("content/jia/2024-yaodian.yml", "管好储备粮", "管好县级储备粮"))
    assert lines[-1].startswith("已生成")
    assert live.builds() == built + 1


def test_a_save_after_a_build_that_failed_tries_again_whatever_it_changes(live: Live) -> None:
    live.after(lambda: live.edit("content/jia/agency.yml", "name:", "nam:"))
    agency = live.root / "content/jia/agency.yml"
    assert live.after(lambda: replace(agency, agency.read_text("utf-8")))[-1].startswith("有错误")


def test_a_site_that_was_taken_away_comes_back_with_the_next_save(live: Live) -> None:
    shutil.rmtree(live.root / "site")
    document = live.root / "content/jia/2024-yaodian.yml"
    assert live.after(lambda: replace(document, document.read_text("utf-8")))[-1].startswith("已生成")
    assert ask(live.port, f"/{DOCUMENT}").status == 200


@pytest.mark.parametrize("spoilt", [b"", b"gongkai", b"\0" * 5000, None])
def test_a_cache_that_does_not_hold_and_an_old_time_with_new_words_are_in_nobodys_way(
    sound: Path, quick: None, spoilt: bytes | None
) -> None:
    del quick
    with at_work(sound):
        pass
    cache = Folder(sound / "site").path
    assert {"content", "parts", "shells"} <= {path.name for path in cache.iterdir()}
    for path in cache.iterdir():
        path.write_bytes(spoilt) if spoilt is not None else path.unlink()
    rewrite_in_the_past(
        document := sound / "content/jia/2024-yaodian.yml",
        document.read_text("utf-8").replace("管好储备粮", "管好县级储备粮"),
    )
    with at_work(sound) as live:
        assert "管好县级储备粮" in text(live.port, f"/{DOCUMENT}")
        live.after(lambda: live.edit("content/jia/2024-yaodian.yml", "管好县级储备粮", "管好市级储备粮"))
        assert "管好市级储备粮" in text(live.port, f"/{DOCUMENT}")
    other = sound / "other"
    generator.build.build(sound / "content", sound / "site_config.yml", other, downloads=False)
    assert support.differing(sound / "site", other) == [], "all but what readers take away, to the byte"


def test_two_serves_on_one_folder_both_follow(sound: Path, quick: None) -> None:
    del quick
    with at_work(sound) as one, at_work(sound) as two:
        live_before = (one.builds(), two.builds())
        one.edit("content/jia/2024-yaodian.yml", "管好储备粮", "管好县级储备粮")
        wait_until(lambda: one.builds() > live_before[0] and two.builds() > live_before[1])
        for live in (one, two):
            assert "管好县级储备粮" in text(live.port, f"/{DOCUMENT}")


# What the terminal is told


def test_the_terminal_is_told_what_is_new() -> None:
    known = Problem("a.yml", 1, 1, "甲", "乙", severity="warning")
    new = Problem("b.yml", 1, 1, "甲", "乙", severity="warning")
    wrong = Problem("c.yml", 1, 1, "甲", "乙")
    assert sentences(Made(3, [known, new]), [known]) == [str(new), "已生成 3 个页面。"]
    assert sentences(Made(None, [known, wrong]), [known]) == [
        str(known),
        str(wrong),
        "有错误，仍显示上一次的网站。",
    ]
