"""Edits of a walk around the documents: agencies, registries, settings, pages, templates, the site."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

from support import ROOT

from generator.output.cache import Folder

if TYPE_CHECKING:
    from walk import Walk

Tree = dict[str, Any]


def add_agency(walk: Walk, name: str = "") -> None:
    name = name or f"a{walk.random.randint(1, 99)}"
    units = [{"id": f"u{i}", "name": f"{part}业务处室{name}"} for i, part in enumerate("一二三")]
    walk.files.setdefault(f"{name}/agency.yml", {"name": f"{name}县应急管理局", "units": units})


def remove_agency(walk: Walk) -> None:
    if len(walk.agencies()) > 2:
        gone = walk.pick(walk.agencies())
        walk.files = {name: tree for name, tree in walk.files.items() if not name.startswith(f"{gone}/")}


def edit_agency(walk: Walk) -> None:
    tree = walk.files[f"{walk.pick(walk.agencies())}/agency.yml"]
    unit = walk.pick(tree["units"])
    walk.pick(
        (
            lambda: tree.update(name=f"{walk.words()}局"),
            lambda: tree.update(short_name=walk.words(3)),
            lambda: tree.update(region=walk.words()),
            lambda: _rename(unit, "name", f"{walk.words()}科室"),
            lambda: unit.update(name=f"{walk.words()}科室"),
            lambda: unit.setdefault("aliases", []).append(f"{walk.words()}老名称"),
            lambda: unit.update(kind=walk.pick(("internal", "subordinate", "collective", "external"))),
            lambda: unit.update(kind="collective", members=[walk.pick(tree["units"])["name"]]),
            lambda: tree["units"].append(
                {"id": f"u{walk.random.randint(10, 99)}", "name": walk.words() + "站"}
            ),
            lambda: tree["units"].reverse(),
        )
    )()


def edit_topics(walk: Walk) -> None:
    topics = walk.files["topics.yml"]["topics"]
    one = walk.pick(topics)
    walk.pick(
        (
            lambda: _rename(one, "name", f"主题{walk.words()}"),
            lambda: one.update(description=walk.words()),
            lambda: topics.append({"id": f"t{walk.random.randint(9, 99)}", "name": f"主题{walk.words()}"}),
            lambda: topics.reverse(),
            lambda: topics.remove(one) if len(topics) > 2 else None,
        )
    )()


def edit_policies(walk: Walk) -> None:
    policies = walk.files["policies.yml"]["policies"]
    one = walk.pick(policies)
    walk.pick(
        (
            lambda: _rename(one, "title", f"{walk.words()}管理规定"),
            lambda: one.update(issuer=walk.words(), number=f"乙〔2020〕{walk.random.randint(1, 9)}号"),
            lambda: one.update(kind=walk.pick(("document", "name"))),
            lambda: _end(walk, one),
            lambda: policies.append({"id": f"p{walk.random.randint(9, 99)}", "title": f"{walk.words()}办法"}),
            lambda: policies.reverse(),
            lambda: _remove_policy(policies, one),
        )
    )()


def _remove_policy(policies: list[Tree], one: Tree) -> None:
    if len(policies) > 2:
        policies.remove(one)
        for other in policies:
            other["replaced_by"] = [ref for ref in other.get("replaced_by", ()) if ref != one["id"]]


def edit_others(walk: Walk) -> None:
    walk.pick(
        (
            lambda: walk.files["synonyms.yml"].update(synonyms=[[walk.words(3), walk.words(4)]]),
            lambda: walk.files["moved.yml"]["moved"].append(
                {
                    "address": f"old/p{walk.random.randint(1, 99)}.html",
                    "to": "index.html",
                    "reason": walk.words(),
                }
            ),
            lambda: walk.files["moved.yml"].update(moved=[{"address": "old/one.html", "reason": "已撤下"}]),
            lambda: walk.document().update(status=walk.pick(("草稿", "已撤回", "published"))),
            lambda: walk.document().pop("status", None),
            lambda: walk.document().update(revisions=[{"date": "2024-05-10", "what": walk.words()}]),
            lambda: walk.task().update(revisions=[{"date": "2024-06-10", "what": walk.words()}]),
        )
    )()


def edit_config(walk: Walk) -> None:
    settings = walk.settings
    walk.pick(
        (
            lambda: settings["footer"].update(contact=walk.words()),
            lambda: settings.update(site_name=walk.words()),
            lambda: settings.update(site_url=f"https://{walk.random.randint(1, 9)}.test.example/"),
            lambda: settings.update(color=walk.pick(("#1f5a99", "#7a1f1f"))),
        )
    )()


def edit_pages(walk: Walk) -> None:
    walk.pick(
        (
            lambda: walk.pages.update({"about.md": f"# {walk.words()}\n\n{walk.words()}\n"}),
            lambda: walk.pages.update({"about.md": f"# 关于\n\n{walk.words()}\n"}),
            lambda: walk.pages.update({f"m{walk.random.randint(1, 3)}.md": f"# {walk.words()}\n"}),
            lambda: walk.pages.pop("m1.md", None),
            lambda: walk.pages.update({"images/a.txt": walk.words()}),
        )
    )()


def edit_template(walk: Walk) -> None:
    name = walk.pick(
        ("pages/task.html", "pages/parts.html", "pages/unit.html", "assets/gongkai.css", "theme/main.html")
    )
    path = walk.templates / name
    mark = "/* 样式 */" if name.endswith(".css") else "{# 说明 #}"
    text = path.read_text("utf-8")
    if name.startswith("pages/") and name != "pages/parts.html":
        mark = f"<p>{walk.words()}</p>"
    path.write_text(
        (ROOT / "templates" / name).read_text("utf-8") if mark in text else f"{text}\n{mark}\n", "utf-8"
    )


def spoil_site(walk: Walk) -> None:
    """A web master's hand in the published site: on the spot, with the old time, gone, or a link."""
    site = walk.root / "site"
    files = sorted(
        p for p in site.rglob("*") if p.is_file() and p.name != "files.txt" and p.name != "tasks.json"
    )
    if not files:
        return
    path = walk.pick(files)
    about = path.stat()

    def on_the_spot() -> None:
        with path.open("r+b") as file:
            file.write("改".encode())
        os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))

    def by_a_link() -> None:
        aside = walk.root / f"aside-{walk.random.randint(1, 10**9)}"
        path.rename(aside)
        path.symlink_to(aside)

    walk.pick((on_the_spot, path.unlink, by_a_link))()


def spoil_cache(walk: Walk) -> None:
    folder = Folder(walk.root / "site").path
    path = folder / walk.pick(("content", "parts", "rows", "search", "shells", "templates"))
    if not path.exists():
        return
    data = path.read_bytes()
    spoilt = (data[: len(data) // 2], b"", b"gongkai", data[:-1] + bytes([data[-1] ^ 1]), data + b"x")
    walk.pick(
        (*(lambda s=s: path.write_bytes(s) for s in spoilt), path.unlink, lambda: shutil.rmtree(folder))
    )()


def _rename(record: Tree, field: str, name: str) -> None:
    """Under a new name, and still known by the old one."""
    record.setdefault("aliases", []).append(record[field])
    record[field] = name


def _end(walk: Walk, policy: Tree) -> None:
    """It is repealed, or amended, or holds again, and others may replace it."""
    for field in ("validity", "ended", "replaced_by"):
        policy.pop(field, None)
    policy["validity"] = validity = walk.pick(("有效", "已修改", "已失效", "废止"))
    if validity != "有效":
        policy["ended"] = f"2020-05-{walk.random.randint(10, 28)}"
        later = [p["id"] for p in walk.files["policies.yml"]["policies"] if "validity" not in p]
        if later:
            policy["replaced_by"] = [walk.pick(later)]
