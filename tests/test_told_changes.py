"""The last lines of a build: what is new, changed and gone, and what is still the sample's."""

from __future__ import annotations

from pathlib import Path

import pytest
import support
from support import ROOT, write

from generator.cli.told_changes import told_changes
from generator.content.config import read_config
from generator.content.sample_config import sample_config
from generator.output.changes import Changes, changes


def lines(done: support.Run) -> list[str]:
    assert done.status == 0, done.err
    return done.out.splitlines()[1:]


def test_the_first_build_has_nothing_to_tell_apart(sound: Path) -> None:
    assert lines(support.build(sound)) == []
    assert lines(support.build(sound)) == ["网页与上次生成的相同。"]


@pytest.mark.parametrize("more", [[], ["--incremental"]])
def test_an_edit_is_told_with_its_pages_first(sound: Path, more: list[str]) -> None:
    support.build(sound, *more)
    plan = sound / "content" / "jia" / "2024-yaodian.yml"
    text = plan.read_text("utf-8")
    assert "管好储备粮" in text
    plan.write_text(text.replace("管好储备粮", "管好储备油"), "utf-8")
    told = lines(support.build(sound, *more))
    assert told[0].startswith("改动 ")
    assert "：jia/2024-yaodian/" in told[0]
    assert not any(line.startswith(("新增", "减少")) for line in told)


def test_pages_with_nothing_but_another_day_are_counted_apart(sound: Path) -> None:
    support.build(sound)
    plan = sound / "content" / "jia" / "2024-yaodian.yml"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("  published: 2024-03-22\n", "  published: 2026-03-09\n"), "utf-8")
    first = lines(support.build(sound))
    assert first[-1].startswith("另有 ")
    assert first[-1].endswith(" 个网页只换了“更新日期”“数据截至”的日期。")
    assert "jia/2024-yaodian/index.html" in first[0]  # which says when it was published
    assert "units" not in first[0]


@pytest.mark.parametrize("more", [[], ["--incremental"]])
def test_pages_that_come_and_go_are_counted(sound: Path, more: list[str]) -> None:
    support.build(sound, *more)
    page = write(sound / "content", {"pages/bangzhu.md": "# 帮助\n"}) / "pages" / "bangzhu.md"
    came = lines(support.build(sound, *more))
    assert "新增 1 个网页：bangzhu.html" in came
    page.unlink()
    went = support.build(sound, *more)
    assert "减少 1 个网页：bangzhu.html" in lines(went)
    assert "比上次生成的网站少了 1 个网页" in went.err


def test_a_page_of_the_same_length_is_no_longer_the_same(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, {"a.html": "12公里", "b.html": "甲", "x/y/1.html": "", "x/y/index.html": "", "gone.html": ""})
    write(new, {"a.html": "15公里", "b.html": "甲", "x/y/1.html": "1", "x/y/index.html": "1", "new.html": ""})
    files = [[str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()] for root in (old, new)]
    found = changes(old, new, *files)
    assert found == Changes(["new.html"], ["x/y/index.html", "x/y/1.html", "a.html"], ["gone.html"])
    taken = changes(old, new, *files, taken={"a.html"})
    assert taken is not None
    assert "a.html" not in taken.changed


def test_few_addresses_are_named() -> None:
    many = [f"{i}.html" for i in range(9)]
    assert told_changes(Changes(new=many)) == ["新增 9 个网页：0.html、1.html、2.html、3.html、4.html 等"]
    assert told_changes(Changes(changed=["a.html"], gone=["b.html"])) == [
        "改动 1 个网页：a.html",
        "减少 1 个网页：b.html",
    ]
    assert told_changes(Changes(dated=["a.html"])) == ["1 个网页只换了“更新日期”“数据截至”的日期。"]
    assert told_changes(None) == []


# The sample's configuration


def test_the_sample_is_told_in_one_line_at_the_end(sound: Path) -> None:
    (sound / "site_config.yml").write_text((ROOT / "site_config.yml").read_text("utf-8"), "utf-8")
    done = support.build(sound)
    assert done.status == 0
    assert done.err.splitlines()[-1] == (
        "site_config.yml: 提醒：site_url、footer.organiser、footer.contact、footer.note 还是样板的内容，"
        "会照样显示在每个网页上。请改成本单位的，没有的删去这一行。"
    )


def test_a_sample_half_filled_in_is_still_told_and_may_be_an_error(tmp_path: Path) -> None:
    path = tmp_path / "site_config.yml"
    text = (ROOT / "site_config.yml").read_text("utf-8").replace("www.example.gov.cn", "www.yunze.gov.cn")
    path.write_text(text, "utf-8")
    left = sample_config(read_config(path), path.name, "error")
    assert left is not None
    assert left.severity == "error"
    assert left.what.startswith("footer.organiser、footer.contact、footer.note 还是")
    own = (
        text.replace("示例县", "云泽县")
        .replace("联系方式由主办单位填写", "0000-1")
        .replace("演示网站", "网站")
    )
    path.write_text(own, "utf-8")
    assert sample_config(read_config(path), path.name) is None
