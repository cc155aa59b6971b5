"""`gongkai diff`: what was added, removed, changed and moved, of content, documents and manifests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
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


def test_what_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "a.yml").write_text("title: [", "utf-8")
    for name in ("a.json", "a.yml", "nothing.yml"):
        done = run("diff", tmp_path / name, tmp_path / name)
        assert (done.status, "错误：" in done.err) == (1, True)
