"""Feeds: what happened, from records alone, read back with a library that is not ours; ids for good."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import pytest
from support import EXAMPLE, HEAD, SOUND, Run, build, copy_sound, library_of, write

from generator.build import check
from generator.content.addresses import Address, written
from generator.content.config import read_config
from generator.exports.feeds import MOST, MOST_OF_SITE, addresses, feeds
from generator.exports.promises import promised
from generator.library.build import Library
from generator.library.first_addresses import FirstAddresses
from generator.model.record import validated
from generator.model.registries import Moved

CONFIG = read_config(SOUND / "site_config.yml")
SITE = CONFIG.site_url
AGENCY = "name: 甲局\nunits:\n  - {id: yi-ke, name: 一科}\n  - {id: er-ke, name: 二科}\n"


def read(text: str) -> Any:
    """A feed as feedparser reads it."""
    found = feedparser.parse(text.encode())
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def made(library: Library) -> dict[str, Any]:
    found = dict(feeds(library, CONFIG))
    assert sorted(found) == sorted(addresses(library)), "what is promised is made, and nothing else"
    return {address: read(text) for address, text in found.items()}


def told(feed: Any) -> list[tuple[str, str]]:
    """Day and title of each entry."""
    return [(entry.updated, entry.title) for entry in feed.entries]


def head(title: str, published: str = "", more: str = "") -> str:
    when = f", published: {published}" if published else ""
    text = HEAD.replace("title: 一份文件", f"title: {title}").replace("甲局}", f"甲局{when}}}")
    return text + more


PLAN = head("要点", "2026-02-26 09:30") + (
    "revisions:\n  - {date: 2026-03-05, what: 第1项时限由5月改为6月, why: 录入有误, reviewer: 办公室}\n"
    "sections:\n"
    "  - title: 一、供水\n"
    "    cites: [供水条例]\n"
    "    tasks:\n"
    "      - id: a\n"
    "        title: 改管网 <老旧>&新\n"
    "        responsibility: [{unit: 一科, role: lead}]\n"
    "        progress:\n"
    "          - {date: 2026-Q1, status: 欠进度, text: 更换0.6公里}\n"
    "          - {date: 2026, status: 已完成, text: 全年更换4公里}\n"
    "        measures:\n"
    "          - {title: 摸底, text: 摸清底数。, progress: [{date: 2026-Q1, text: 已摸清。}]}\n"
    "      - id: b\n"
    "        title: 换水表\n"
    "        responsibility: [{unit: 二科, role: lead}]\n"
    "        progress: [{date: 2026-Q1, text: 入户调查}]\n"
    "        revisions: [{date: 2026-04-01, what: 补登单位}]\n"
)
REPORT = head("总结", "2026-07-10").replace("kind: plan", "kind: summary") + (
    "sections:\n"
    "  - title: 一、做了什么\n"
    "    kind: done\n"
    "    tasks: [{id: 1, title: 水表, links: [{kind: reports, to: jia/plan/b}]}]\n"
)
GONE = head("旧要点", "2025-02-01", "status: withdrawn\n") + (
    "revisions: [{date: 2026-05-06, what: 与新文件重复，撤回}]\n"
    "sections: [{title: 一, tasks: [{id: 1, title: 旧, responsibility: [{unit: 二科, role: lead}]}]}]\n"
)
FILES = {
    "jia/agency.yml": AGENCY,
    "policies.yml": "policies: [{id: tiaoli, title: 供水条例}, {id: other, title: 别的条例}]\n",
    "jia/plan.yml": PLAN,
    "jia/zj.yml": REPORT,
    "jia/old.yml": GONE,
}


@pytest.fixture
def happened(tmp_path: Path) -> dict[str, Any]:
    library, problems = library_of(tmp_path, FILES)
    assert [problem for problem in problems if "错误" in problem] == []
    return made(library)


def test_an_entry_says_what_happened_and_when(happened: dict[str, Any]) -> None:
    wanted = [
        ("2026-07-10T00:00:00+08:00", "落实情况：要点"),
        ("2026-07-10T00:00:00+08:00", "公开：总结"),
        ("2026-05-06T00:00:00+08:00", "撤回：旧要点"),
        ("2026-04-01T00:00:00+08:00", "更正：要点：换水表"),
        ("2026-03-31T00:00:00+08:00", "落实情况：要点（2026年第1季度）"),
        ("2026-03-05T00:00:00+08:00", "更正：要点"),
        ("2026-02-26T09:30:00+08:00", "公开：要点"),
    ]
    assert told(happened["jia/feed.xml"]) == wanted
    assert told(happened["feed.xml"]) == wanted
    site = happened["feed.xml"]
    assert site.feed.updated == "2026-07-10T00:00:00+08:00"
    assert [link.href for link in site.feed.links if link.rel == "self"] == [f"{SITE}feed.xml"]
    assert site.feed.author == "测试主办单位"
    assert {entry.author for entry in site.entries} == {"甲局"}
    assert [entry.tags[0].term for entry in site.entries] == [
        "reported", "published", "withdrawn", "corrected", "progress", "corrected", "published",
    ]  # fmt: skip


def test_a_unit_is_told_what_concerns_it_task_by_task(happened: dict[str, Any]) -> None:
    assert told(happened["jia/units/yi-ke.xml"]) == [
        ("2026-03-31T00:00:00+08:00", "落实情况：改管网 <老旧>&新（2026年第1季度，欠进度）"),
        ("2026-03-05T00:00:00+08:00", "更正：要点"),
        ("2026-02-26T09:30:00+08:00", "公开：要点"),
    ]
    assert [title for _, title in told(happened["jia/units/er-ke.xml"])] == [
        "落实情况：要点", "撤回：旧要点", "更正：要点：换水表", "落实情况：换水表（2026年第1季度）",
        "更正：要点", "公开：要点",
    ]  # fmt: skip
    first = happened["jia/units/yi-ke.xml"].entries[0]
    assert first.link == f"{SITE}jia/plan/a.html"
    assert "欠进度：更换0.6公里" in first.summary
    assert "摸底：已摸清。" in first.summary


def test_a_cited_document_has_a_feed_where_something_cites_it(happened: dict[str, Any]) -> None:
    assert [title for _, title in told(happened["policies/tiaoli.xml"])] == ["更正：要点", "公开：要点"]
    assert "policies/other.xml" not in happened


def test_the_words_are_text_for_whoever_reads_them(happened: dict[str, Any]) -> None:
    quarter = next(e for e in happened["feed.xml"].entries if "第1季度" in e.title)
    assert f'<a href="{SITE}jia/plan/a.html">改管网 &lt;老旧&gt;&amp;新</a>：欠进度' in quarter.summary
    corrected = next(e for e in happened["feed.xml"].entries if e.title == "更正：要点")
    assert corrected.summary == "<p>第1项时限由5月改为6月</p><p>原因：录入有误</p><p>审核：办公室</p>"


def test_what_is_to_come_is_no_news(tmp_path: Path) -> None:
    """A whole year is told when the records have come to its end."""
    library, _ = library_of(tmp_path / "a", FILES)
    assert not [title for _, title in told(made(library)["feed.xml"]) if title.endswith("（2026年）")]
    later = {"jia/later.yml": head("明年的", "2027-01-15", "sections: [{title: 一}]\n")}
    library, _ = library_of(tmp_path / "b", FILES | later)
    assert ("2026-12-31T00:00:00+08:00", "落实情况：要点（2026年）") in told(made(library)["feed.xml"])


def test_a_month_that_is_not_over_is_told_on_its_first_day(tmp_path: Path) -> None:
    task = "{id: 1, title: 修路, progress: [{date: 2031-12, text: 铺了一半}]}"
    files = {
        "jia/a.yml": head("要点", "2031-01-05", f"sections: [{{title: 一, tasks: [{task}]}}]\n"),
        "jia/agency.yml": AGENCY,
    }
    library, _ = library_of(tmp_path / "a", files)
    assert ("2031-12-01T00:00:00+08:00", "落实情况：要点（2031年12月）") in told(made(library)["feed.xml"])
    later = {"jia/later.yml": head("明年的", "2032-01-15", "sections: [{title: 一}]\n")}
    library, _ = library_of(tmp_path / "b", files | later)
    assert ("2031-12-31T00:00:00+08:00", "落实情况：要点（2031年12月）") in told(made(library)["feed.xml"])


def test_without_a_day_no_entry_and_no_feed(tmp_path: Path) -> None:
    undated = head("要点", "", "disclosure: {formed: 2024-01-01}\n") + (
        "sections: [{title: 一, tasks: [{id: 1, title: 甲, responsibility: [{unit: 一科, role: lead}]}]}]\n"
    )
    files = {"jia/agency.yml": AGENCY, "jia/a.yml": undated}
    library, _ = library_of(tmp_path, files)
    assert made(library) == {}
    write(tmp_path / "content", {"addresses.txt": "jia/units/yi-ke.xml\n"})
    (known,) = made(check(tmp_path / "content")[0]).values()
    assert known.entries == []
    assert known.feed.updated == "2024-01-01T00:00:00+08:00", "up to when the records tell"


def test_only_the_newest(tmp_path: Path) -> None:
    days = [f"2026-{1 + i // 28:02}-{1 + i % 28:02}" for i in range(MOST_OF_SITE + 5)]
    revisions = "".join(f"  - {{date: {day}, what: 改{i}}}\n" for i, day in enumerate(days))
    rest = f"revisions:\n{revisions}sections: [{{title: 一}}]\n"
    library, _ = library_of(tmp_path, {"jia/a.yml": head("要点", "2025-01-01", rest)})
    found = made(library)
    for address, most in (("feed.xml", MOST_OF_SITE), ("jia/feed.xml", MOST)):
        told_of = [re.sub("<.*?>", "", entry.summary) for entry in found[address].entries]
        assert told_of == [f"改{i}" for i in range(MOST_OF_SITE + 4, MOST_OF_SITE + 4 - most, -1)]


@pytest.fixture(scope="module", params=[SOUND, EXAMPLE], ids=lambda path: path.name)
def whole(request: pytest.FixtureRequest) -> Library:
    library, problems = check(request.param / "content")
    assert [str(p) for p in problems if p.severity == "error"] == []
    return library


def test_feeds_of_whole_sites_hold_what_the_standard_asks(whole: Library) -> None:
    found = made(whole)
    assert found
    ids = [feed.feed.id for feed in found.values()]
    assert len(set(ids)) == len(ids)
    names = set(promised(whole))
    for address, feed in found.items():
        entries = [entry.id for entry in feed.entries]
        assert len(set(entries)) == len(entries), address
        assert all(one.startswith("urn:uuid:") for one in (*entries, feed.feed.id))
        assert [entry.updated for entry in feed.entries] == sorted(
            (entry.updated for entry in feed.entries), reverse=True
        )
        assert feed.feed.updated == feed.entries[0].updated
        for entry in feed.entries:
            page = entry.link.removeprefix(SITE)
            assert page in names or page.endswith("/results.html"), page


def test_the_same_content_gives_the_same_bytes_and_another_host_the_same_ids(whole: Library) -> None:
    first, again = dict(feeds(whole, CONFIG)), dict(feeds(whole, CONFIG))
    assert first == again
    moved = dict(feeds(whole, replace(CONFIG, site_url="https://other.example/x/")))
    for address, text in moved.items():
        assert SITE not in text
        assert re.findall("<id>.*?</id>", text) == re.findall("<id>.*?</id>", first[address])


# Names that last


def ids(feed: Any) -> dict[str, str]:
    return {entry.title: entry.id for entry in feed.entries}


@pytest.fixture
def published(tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """Content whose addresses were published, and its feeds then."""
    library, _ = library_of(tmp_path, FILES)
    names = promised(library)
    lines = written(Address(address, name, "0123456789abcdef") for address, name in names.items())
    write(tmp_path / "content", {"addresses.txt": lines})
    return tmp_path / "content", made(library)


def test_a_renamed_document_and_agency_keep_their_ids(published: tuple[Path, dict[str, Any]]) -> None:
    content, before = published
    (content / "jia/plan.yml").rename(content / "jia/2026-plan.yml")
    (content / "jia/zj.yml").write_text(REPORT.replace("jia/plan/b", "yi/2026-plan/b"), "utf-8")
    (content / "jia").rename(content / "yi")
    write(
        content,
        {
            "moved.yml": "moved:\n"
            "  - {address: jia/plan/, to: yi/2026-plan/, reason: 编号写错，2026-08-01改}\n"
            "  - {address: jia/, to: yi/, reason: 同上}\n"
        },
    )
    library, problems = check(content)
    assert [str(p) for p in problems if p.severity == "error"] == []
    after = made(library)
    assert ids(after["yi/feed.xml"]) == ids(before["jia/feed.xml"])
    assert after["yi/feed.xml"].feed.id == before["jia/feed.xml"].feed.id
    for unit in ("yi-ke", "er-ke"):
        assert ids(after[f"yi/units/{unit}.xml"]) == ids(before[f"jia/units/{unit}.xml"])
    assert ids(after["policies/tiaoli.xml"]) == ids(before["policies/tiaoli.xml"])
    # and once the new addresses are published too
    lines = (content / "addresses.txt").read_text("utf-8").splitlines()
    lines += [f"{address}\t{name}" for address, name in promised(library).items()]
    write(content, {"addresses.txt": "\n".join(dict.fromkeys(lines)) + "\n"})
    assert ids(made(check(content)[0])["yi/feed.xml"]) == ids(before["jia/feed.xml"])


@pytest.mark.parametrize(
    ("moved", "address", "name", "first"),
    [
        ("[]", "jia/a/1.html", "1.甲", "jia/a/1.html"),
        ("[{address: jia/a/1.html, to: jia/a/9.html, reason: 改号}]", "jia/a/9.html", "1.甲", "jia/a/1.html"),
        # put into another page, which was there before under its own name
        ("[{address: jia/a/1.html, to: jia/a/2.html, reason: 并}]", "jia/a/2.html", "2.乙", "jia/a/2.html"),
        ("[{address: jia/a/1.html, to: jia/a/2.html, reason: 并}]", "jia/a/2.html", "1.甲", "jia/a/2.html"),
        ("[{address: jia/a/, to: jia/index.html, reason: 撤}]", "jia/index.html", "甲局", "jia/index.html"),
        ("[{address: jia/a/, to: jia/b/, reason: 改}]", "jia/b/1.html", "1.甲", "jia/a/1.html"),
        ("[{address: x.html, to: jia/, reason: 改}]", "jia/index.html", "甲局", "x.html"),
        (
            "[{address: jia/a/, to: jia/b/, reason: 改}, {address: jia/b/, to: jia/c/, reason: 改}]",
            "jia/c/1.html", "1.甲", "jia/a/1.html",
        ),
        (
            "[{address: jia/a/1.html, swapped: jia/a/2.html, reason: 换}]",
            "jia/a/1.html", "2.乙", "jia/a/2.html",
        ),
        # a ring ends where it began
        (
            "[{address: p.html, to: q.html, reason: 改}, {address: q.html, to: p.html, reason: 改}]",
            "p.html", "丙", "q.html",
        ),
    ],
)  # fmt: skip
def test_the_first_address(moved: str, address: str, name: str, first: str) -> None:
    import yaml

    entries = [validated(Moved, entry) for entry in yaml.safe_load(moved)]
    names = [Address("jia/a/1.html", "1.甲"), Address("jia/a/2.html", "2.乙")]
    assert FirstAddresses(entries, names).of(address, name) == first


# On the site


def test_pages_name_their_feed_and_the_site_has_it(tmp_path: Path) -> None:
    root = copy_sound(tmp_path)
    done: Run = build(root, "--jobs", 1)
    assert done.status == 0, done.said
    for page, feed in {
        "index.html": "feed.xml",
        "jia/index.html": "feed.xml",
        "jia/2024-yaodian/1.html": "../feed.xml",
        "jia/units/zonghe-ke.html": "zonghe-ke.xml",
    }.items():
        text = (root / "site" / page).read_text("utf-8")
        (found,) = re.findall(r'<link rel="?alternate"? [^>]*href="?([^\s">]+)', text)
        assert found == feed
        assert (root / "site" / page).parent.joinpath(feed).resolve().is_file()
