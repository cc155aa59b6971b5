"""`gongkai diff`: what was added, removed, changed and moved, of content, documents and manifests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from support import HEAD, copy_sound, run

from generator.output.manifest import Manifest, Sum, manifest_json

OLD = (
    HEAD + "sections:\n  - title: 一节\n    tasks:\n      - {id: 1, title: 甲}\n      - {id: 2, title: 乙}\n"
)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("title: 甲}", "title: 甲甲}"), ["修改 1（甲甲）：title"]),
        (("      - {id: 2, title: 乙}\n", ""), ["删去 2（乙）"]),
        (("id: 2", "id: 3"), ["移动 3（乙，原来是 2）：id"]),
        (("title: 乙}", "title: 乙}\n      - {id: 3, title: 丙}"), ["新增 3（丙）"]),
        (("period: 2024", "period: 2025"), ["修改 （文件本身）（一份文件）：period"]),
        (("x", "x"), []),
    ],
)
def test_two_documents(tmp_path: Path, change: tuple[str, str], says: list[str]) -> None:
    (tmp_path / "a.yml").write_text(OLD, "utf-8")
    (tmp_path / "b.yml").write_text(OLD.replace(*change), "utf-8")
    done = run("diff", tmp_path / "a.yml", tmp_path / "b.yml")
    assert done.status == 0, done.said
    assert done.out.splitlines()[:-1] == says
    assert done.out.splitlines()[-1] == ("两边相同。" if not says else f"共{says[0][:2]} 1 处。")


def test_two_folders_of_content(tmp_path: Path) -> None:
    for name in ("a", "b"):
        copy_sound(tmp_path / name)
    agency = tmp_path / "b/content/jia/agency.yml"
    text = agency.read_text("utf-8")
    agency.write_text(text.replace("name:", "name: 新", 1).replace("新 ", "新"), "utf-8")
    done = run("diff", tmp_path / "a/content", tmp_path / "b/content", "--format", "json")
    assert done.status == 0, done.said
    assert [(one["kind"], one["key"], one["fields"]) for one in json.loads(done.out)] == [
        ("changed", "jia", ["name"])
    ]
    assert run("diff", tmp_path / "a/content", tmp_path / "a/content").out == "两边相同。\n"


def test_two_manifests(tmp_path: Path) -> None:
    old = Manifest({"a.html": Sum(1, "a" * 64), "b.html": Sum(1, "b" * 64), "c.html": Sum(1, "c" * 64)})
    new = Manifest({"a.html": Sum(2, "d" * 64), "x.html": Sum(1, "b" * 64), "e.html": Sum(1, "e" * 64)})
    for name, manifest in (("a.json", old), ("b.json", new)):
        (tmp_path / name).write_text(manifest_json(manifest), "utf-8")
    done = run("diff", tmp_path / "a.json", tmp_path / "b.json", "--format", "json")
    assert [(one["kind"], one["key"], one["was"]) for one in json.loads(done.out)] == [
        ("changed", "a.html", ""),
        ("removed", "c.html", ""),
        ("added", "e.html", ""),
        ("moved", "x.html", "b.html"),
    ]


def page(one: Path, other: Path) -> str:
    done = run("diff", one, other, "--format", "html")
    assert done.status == 0, done.said
    return done.out


def test_a_page_for_those_who_review(tmp_path: Path) -> None:
    """Both wordings with their changes marked; whatever stands in the content is text, names stay inside."""
    old = OLD.replace("title: 甲}", "title: 甲, text: 更换12公里, persons: [张三]}")
    new = old.replace("12公里", "13公里<script>").replace("张三", "李四").replace("title: 乙", "title: 丙")
    (tmp_path / "a.yml").write_text(old, "utf-8")
    (tmp_path / "b.yml").write_text(new.replace("id: 2", "id: 3"), "utf-8")
    said = page(tmp_path / "a.yml", tmp_path / "b.yml")
    assert "更换<del>12</del>公里</dd>" in said
    assert "更换<ins>13</ins>公里<ins>&lt;script&gt;</ins></dd>" in said
    assert '<h2 id="added">新增（1 处）</h2>' in said
    assert "张三" not in said
    assert "李四" not in said
    assert "<code>persons</code></dt>" in said
    tree = LexborHTMLParser(said)
    assert tree.css("script, link, img, [src], [style]") == []
    policy = tree.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"] or ""
    assert policy.startswith("default-src 'none'")
    assert {a.attributes["href"] for a in tree.css("a")} == {"#added", "#removed", "#changed"}
    assert all(tree.css(a.attributes["href"] or "") for a in tree.css("a"))
    assert "两边相同。" in page(tmp_path / "a.yml", tmp_path / "a.yml")


def test_a_page_of_two_folders_and_of_two_manifests(tmp_path: Path) -> None:
    for name in ("a", "b"):
        copy_sound(tmp_path / name)
    guide = tmp_path / "b/content/pages/guide.md"
    guide.write_text(guide.read_text("utf-8") + "\n周五不办公。\n", "utf-8")
    plan = tmp_path / "b/content/jia/2024-yaodian.yml"
    plan.write_text(plan.read_text("utf-8").replace("topics: [粮食]", "topics: []", 1), "utf-8")
    said = page(tmp_path / "a/content", tmp_path / "b/content")
    assert "<ins>" in said
    assert "周五不办公。" in said
    changed = json.loads(run("diff", tmp_path / "a/content", tmp_path / "b/content", "--format", "json").out)
    assert [(one["key"], one["fields"]) for one in changed] == [
        ("jia/2024-yaodian/1", ["topics"]),
        ("pages/guide.md", ["text"]),
    ]
    assert changed[0]["values"] == [{"field": "topics", "label": "主题", "old": "粮食", "new": ""}]
    for name, files in (("a.json", {"a.html": Sum(1, "a" * 64)}), ("b.json", {"a.html": Sum(2, "d" * 64)})):
        (tmp_path / name).write_text(manifest_json(Manifest(files)), "utf-8")
    said = page(tmp_path / "a.json", tmp_path / "b.json")
    assert "修改 1 处" in said
    assert "dddd" not in said


def test_what_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "a.yml").write_text("title: [", "utf-8")
    for name in ("a.json", "a.yml", "nothing.yml"):
        done = run("diff", tmp_path / name, tmp_path / name)
        assert (done.status, "错误：" in done.err) == (1, True)
