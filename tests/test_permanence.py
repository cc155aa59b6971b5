"""A published address never dies silently: what check says, and that one entry heals it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import ROOT, Run, build, copy_sound, plain, refused, run, write

from generator.build import check
from generator.content.addresses import Address, read_addresses, written
from generator.exports.promises import promised
from generator.library.permanence import dying, swaps
from generator.library.redirects import redirects
from generator.model.record import validated
from generator.model.registries import Moved

REVISION = "0123456789abcdef"
PLAN = "jia/2024-yaodian.yml"


def published(root: Path) -> Path:
    """A copy of the sound site whose addresses were all published."""
    copy_sound(root)
    names = promised(check(root / "content")[0])
    text = written(Address(address, name, REVISION) for address, name in names.items())
    write(root / "content", {"addresses.txt": text, "moved.yml": "moved: []\n"})
    return root


def edit(root: Path, file: str, *pairs: tuple[str, str]) -> None:
    path = root / "content" / file
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def moved(root: Path, *entries: str) -> None:
    write(root / "content", {"moved.yml": "moved:\n" + "".join(f"  {entry}\n" for entry in entries)})


def checked(root: Path) -> Run:
    return run("check", "--content", root / "content", "--config", root / "site_config.yml")


def promises_broken(root: Path) -> list[str]:
    """What check says of addresses; build says it too, and touches nothing."""
    said = refused(root)
    return [line for line in said if line.startswith("content/addresses.txt")]


def entry_in(message: str) -> str:
    """The entry that a message tells the clerk to write."""
    return re.search(r"- \{address: .*?\}", message)[0]  # type: ignore[index]


def page(root: Path, address: str) -> str:
    text = (root / "site" / address).read_text("utf-8")
    return text[text.index('id="main"') :]


def test_what_was_published_and_still_stands_is_fine(tmp_path: Path) -> None:
    root = published(tmp_path)
    assert checked(root).said == "没有发现问题。\n"
    assert build(root).status == 0
    names = read_addresses(root / "content/addresses.txt")
    lacking = [one.address for one in names if not (root / "site" / one.address).is_file()]
    assert lacking == []
    assert ("jia/2024-yaodian/1.html", "1.管好储备粮", REVISION) in names
    assert {"index.html", "guide.html", "jia/calendar.ics", "jia/units/chubei-ke.ics"} <= {
        n.address for n in names
    }
    assert not [n for n in names if n.address.startswith(("assets/", "data/", "search", "deadlines"))]


def test_a_task_is_removed(tmp_path: Path) -> None:
    root = published(tmp_path)
    text = (root / "content" / PLAN).read_text("utf-8")
    task = text[text.index("      - id: 2\n") : text.index("  - number: 二、\n")]
    edit(root, PLAN, (task, ""))
    (message,) = promises_broken(root)
    assert "发布过的地址会打不开：jia/2024-yaodian/2.html（2.推进丰产行动）。" in message
    assert entry_in(message) == "- {address: jia/2024-yaodian/2.html, reason: 原因和日期}"
    moved(root, "- {address: jia/2024-yaodian/2.html, reason: 2024年5月10日并入第1项。}")
    assert build(root).status == 0
    assert "页面已撤下" in page(root, "jia/2024-yaodian/2.html")


def test_the_id_of_a_unit_changes_and_its_calendar_follows(tmp_path: Path) -> None:
    root = published(tmp_path)
    edit(root, "jia/agency.yml", ("id: chubei-ke", "id: chubei"))
    (message,) = promises_broken(root)
    assert "jia/units/chubei-ke.html（粮食储备科）" in message
    assert "jia/units/chubei-ke.ics" in message
    entry = entry_in(message)
    assert entry == "- {address: jia/units/chubei-ke.html, to: jia/units/chubei.html, reason: 原因和日期}"
    moved(root, entry)
    assert build(root).status == 0
    assert '<a href="chubei.html">粮食储备科 - 甲县粮食局</a>' in page(root, "jia/units/chubei-ke.html")
    units = root / "site/jia/units"
    assert (units / "chubei-ke.ics").read_bytes() == (units / "chubei.ics").read_bytes()


def test_two_tasks_swap_their_ids(tmp_path: Path) -> None:
    root = published(tmp_path)
    edit(root, PLAN, ("- id: 1\n", "- id: x\n"), ("- id: 2\n", "- id: 1\n"), ("- id: x\n", "- id: 2\n"))
    (message,) = promises_broken(root)
    assert "两个地址的内容互换了：" in message
    assert "jia/2024-yaodian/1.html 原来是“1.管好储备粮”" in message
    entry = entry_in(message)
    assert "swapped: jia/2024-yaodian/2.html" in entry
    moved(root, entry.replace("原因和日期", "2024年5月10日编号互换。"))
    done = build(root)
    assert done.status == 0, done.err
    for here, there, heading in (("1", "2", "1.管好储备粮"), ("2", "1", "2.推进丰产行动")):
        text = page(root, f"jia/2024-yaodian/{here}.html")
        assert (
            f'这个地址原来的内容现在在<a href="{there}.html">{heading}</a>。2024年5月10日编号互换。' in text
        )


def test_both_of_two_written_pages_that_were_swapped_are_listed(tmp_path: Path) -> None:
    root = published(tmp_path)
    pages = root / "content" / "pages"
    for one, other in (("guide", "x"), ("rules", "guide"), ("x", "rules")):
        (pages / f"{one}.md").rename(pages / f"{other}.md")
    (message,) = promises_broken(root)
    moved(root, entry_in(message).replace("原因和日期", "2024年5月10日互换。"))
    assert build(root).status == 0
    listed = page(root, "revisions.html").partition('id="moved"')[2]
    for here, there in (("guide.html", "rules.html"), ("rules.html", "guide.html")):
        assert f'{here}</span>，现在是<a href="{there}">' in listed
        assert f"（{there}）</a>。2024年5月10日互换。" in listed


@pytest.mark.parametrize("more", [[], ["--incremental"]])
def test_two_units_swap_their_ids(tmp_path: Path, more: list[str]) -> None:
    root = published(tmp_path)
    assert build(root, *more).status == 0
    one, other = "id: chubei-ke\n", "id: zonghe-ke\n"
    edit(root, "jia/agency.yml", (one, "id: x\n"), (other, one), ("id: x\n", other))
    (message,) = promises_broken(root)
    assert "两个地址的内容互换了：" in message
    moved(root, entry_in(message).replace("原因和日期", "2024年5月10日编号互换。"))
    done = build(root, *more)
    assert done.status == 0, done.err
    for here, there, name in (("chubei", "zonghe", "粮食储备科"), ("zonghe", "chubei", "综合业务科")):
        link = f'<a href="{there}-ke.html">{name}</a>'
        text = page(root, f"jia/units/{here}-ke.html")
        assert f"这个地址原来的内容现在在{link}。2024年5月10日编号互换。" in text


def test_a_document_is_deleted(tmp_path: Path) -> None:
    root = published(tmp_path)
    (root / "content/yi/2024-fenjie.yml").unlink()
    (message,) = promises_broken(root)
    assert "yi/2024-fenjie/index.html" in message
    assert entry_in(message) == "- {address: yi/2024-fenjie/, reason: 原因和日期}"
    moved(root, entry_in(message))
    assert build(root).status == 0
    for address in ("yi/2024-fenjie/index.html", "yi/2024-fenjie/1.html"):
        assert "页面已撤下" in page(root, address)


def test_a_document_gets_another_file_name(tmp_path: Path) -> None:
    root = published(tmp_path)
    (root / "content/yi/2024-fenjie.yml").rename(root / "content/yi/2024-zeren.yml")
    (message,) = promises_broken(root)
    entry = entry_in(message)
    assert entry == "- {address: yi/2024-fenjie/, to: yi/2024-zeren/, reason: 原因和日期}"
    moved(root, entry)
    assert build(root).status == 0
    assert 'href="../2024-zeren/1.html"' in page(root, "yi/2024-fenjie/1.html")


def test_one_word_withdraws_a_document(tmp_path: Path) -> None:
    root = published(tmp_path)
    edit(root, "yi/2024-fenjie.yml", ("kind: assignment", "status: 已撤回\nkind: assignment"))
    done = build(root)
    assert done.status == 0, done.err
    assert "另有没有上网站的文件：已撤回 1 份。" in done.out
    assert "已撤回：" in page(root, "yi/2024-fenjie/index.html")
    assert 'href="index.html"' in page(root, "yi/2024-fenjie/1.html")
    assert "2024-fenjie" not in (root / "site/data/tasks.json").read_text("utf-8")


def test_a_hand_written_page_with_a_chinese_name_moves(tmp_path: Path) -> None:
    root = copy_sound(tmp_path)
    write(
        root / "content",
        {"pages/公开/申请.md": "# 依申请公开\n\n甲\n", "pages/公开/表 一.txt": "甲\n".encode()},
    )
    root = published(root)
    pages = root / "content/pages"
    (pages / "公开/申请.md").rename(pages / "申请公开.md")
    (pages / "公开/表 一.txt").rename(pages / "表#1.txt")
    said = promises_broken(root)
    assert len(said) == 2
    assert any("to: 申请公开.html" in line for line in said)
    moved(
        root,
        "- {address: 公开/申请.html, to: 申请公开.html, reason: 改名}",
        '- {address: 公开/表 一.txt, to: "表#1.txt", reason: 改名}',
    )
    done = build(root)
    assert done.status == 0, done.err
    assert '<a href="../申请公开.html">依申请公开</a>' in page(root, "公开/申请.html")
    assert (root / "site/公开/表 一.txt").read_bytes() == "甲\n".encode()


def test_a_calendar_stays_when_nothing_falls_due_any_more(tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    root = published(tmp_path)
    edit(root, PLAN, ("kind: plan", "status: withdrawn\nkind: plan"))
    assert build(root).status == 0
    data = (root / "site/jia/units/chubei-ke.ics").read_bytes()
    calendar = icalendar.Calendar.from_ical(data)
    assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VTIMEZONE", "STANDARD"]


def test_incremental_builds_follow(tmp_path: Path) -> None:
    """Notices, lists and the site map come and go with addresses.txt and moved.yml, which are no pages."""
    root, other = published(tmp_path / "a"), published(tmp_path / "b")
    assert build(root, "--incremental").status == 0
    for made in (root, other):
        edit(made, PLAN, ("kind: plan", "status: draft\nkind: plan"))
        moved(
            made,
            "- {address: jia/2024-yaodian/, reason: 暂时撤下}",
            "- {address: 旧.html, to: guide.html, reason: 甲}",
        )
    assert build(root, "--incremental").status == 0
    assert build(other).status == 0
    files = {str(p.relative_to(root)) for p in (root / "site").rglob("*") if p.is_file()}
    assert files == {str(p.relative_to(other)) for p in (other / "site").rglob("*") if p.is_file()}
    assert [f for f in files if (root / f).read_bytes() != (other / f).read_bytes()] == []


# addresses.txt itself

LINE = f"jia/2024-yaodian/1.html\t1.管好储备粮\t{REVISION}\n"
BAD = {
    "conflict marks": (
        f"<<<<<<< HEAD\n{LINE}=======\njia/index.html\n>>>>>>> 别的分支\n",
        [
            f"content/addresses.txt:{line}:1: 错误：这一行是 git 合并冲突留下的标记。"
            "两边的地址都发布过，都要留下：请只删除这一行标记。"
            for line in (1, 3, 5)
        ],
    ),
    "no address": (
        "/etc/passwd\n../x.html\nhttps://a.example/\nжia\x00.html\n",
        [f"content/addresses.txt:{line}:1: 错误：“" for line in (1, 2, 3, 4)],
    ),
    "spaces where tabs belong": (
        "jia/index.html  甲县粮食局  0123\n",
        ["content/addresses.txt:1:1: 错误：这一行各段之间不是制表符。"],
    ),
    "too many parts": (
        "jia/index.html\t甲\t\t乙\n",
        ["content/addresses.txt:1:1: 错误：这一行分成了 4 段。"],
    ),
    "no revision": (
        "jia/index.html\t甲县粮食局\t昨天\n",
        ["content/addresses.txt:1:1: 错误：“昨天”不是版本。"],
    ),
    "a folder": ("jia/\n", ["content/addresses.txt:1:1: 错误：“jia/”不是页面地址。"]),
    "GBK": ("jia/index.html\t甲\n".encode("gbk"), ["content/addresses.txt:1:16: 错误："]),
}


@pytest.mark.parametrize(("text", "says"), BAD.values(), ids=BAD)
def test_a_file_that_was_edited_by_hand(tmp_path: Path, text: str | bytes, says: list[str]) -> None:
    root = copy_sound(tmp_path)
    write(root / "content", {"addresses.txt": text})
    done = checked(root)
    plain(done)
    said = [line for line in done.err.splitlines() if line.startswith("content/")]
    assert done.status == 1
    assert len(said) == len(says), said
    for line, beginning in zip(said, says, strict=True):
        assert line.startswith(beginning)


def test_windows_line_ends_and_repeated_lines_are_read_and_told(tmp_path: Path) -> None:
    root = copy_sound(tmp_path)
    text = "\ufeffjia/index.html\r\njia/2024-yaodian/1.html\t1.管好储备粮\r\n\r\njia/index.html\r\n"
    write(root / "content", {"addresses.txt": text.encode()})
    done = checked(root)
    assert done.status == 0
    assert "行尾是 Windows 的换行（CRLF）" in done.err
    assert "content/addresses.txt:4:1: 提醒：地址 jia/index.html 写了两次" in done.err
    found = read_addresses(root / "content/addresses.txt")
    assert found == [Address("jia/index.html"), Address("jia/2024-yaodian/1.html", "1.管好储备粮")]
    assert written(reversed(found)) == "jia/2024-yaodian/1.html\t1.管好储备粮\njia/index.html\n"


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "addresses.txt"
    assert read_addresses(file) == []
    all_of_it = [Address("a.html"), Address("b/中 文.pdf", "名", REVISION), Address("c.html", "", REVISION)]
    file.write_text(written(all_of_it), "utf-8")
    assert read_addresses(file) == all_of_it


# Pure parts


def entry(**fields: str) -> Moved:
    return validated(Moved, {"reason": "甲", **fields})


def test_the_nearest_entry_answers() -> None:
    entries = [
        entry(address="jia/a/", to="jia/b/"),
        entry(address="jia/a/2.html", to="jia/b/1.html"),
        entry(address="jia/units/x.html", to="jia/units/y.html"),
        entry(address="yi/"),
        entry(address="旧.html", to="jia/b/"),
    ]
    old = [
        "jia/a/1.html",
        "jia/a/2.html",
        "jia/a/3.html",
        "jia/units/x.ics",
        "yi/calendar.ics",
        "yi/t/1.html",
    ]
    found = {one.address: one.to for one in redirects(entries, old, {"jia/a/3.html"})}
    assert found == {
        "jia/a/index.html": "jia/b/index.html",
        "jia/a/1.html": "jia/b/1.html",
        "jia/a/2.html": "jia/b/1.html",
        "jia/units/x.html": "jia/units/y.html",
        "jia/units/x.ics": "jia/units/y.ics",
        "yi/index.html": "",
        "yi/calendar.ics": "",
        "yi/t/1.html": "",
        "旧.html": "jia/b/index.html",
    }
    assert dying(map(Address, [*old, "z.html"]), {"jia/a/3.html"}, entries) == [Address("z.html")]


def test_names_that_changed_are_no_swap() -> None:
    """A mended title, a changed number, a new task at a new address, three that go round."""
    before = [Address("1.html", "1.甲"), Address("2.html", "2.乙"), Address("3.html", "3.丙")]
    assert swaps(before, {"1.html": "1.甲", "2.html": "2.乙乙", "3.html": "3.丙"}, []) == []
    assert swaps(before, {"1.html": "2.甲", "2.html": "1.乙", "3.html": "3.丙"}, []) == []
    assert swaps(before, {"1.html": "1.新", "4.html": "1.甲"}, []) == []
    (ring,) = swaps(before, {"1.html": "2.乙", "2.html": "3.丙", "3.html": "1.甲"}, [])
    assert [one.address for one in ring.addresses] == ["1.html", "2.html", "3.html"]


def test_the_project_has_its_addresses_in_order() -> None:
    assert [p for p in check(ROOT / "content")[1] if p.rule == "addresses"] == []
