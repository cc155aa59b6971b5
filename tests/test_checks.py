"""What the cases of tests/checks leave: a long chain, the real content, and what the library finds by
itself."""

from __future__ import annotations

import itertools
from pathlib import Path

from support import HEAD, ROOT, library_of

from generator.build import check_all


def chain(*links: tuple[str, str, str]) -> dict[str, str]:
    """A document of tasks a, b, c, … with links (from, kind, to)."""
    tasks = ""
    for id_ in sorted({a for a, _, _ in links} | {b for _, _, b in links}):
        out = ", ".join(f"{{kind: {kind}, to: jia/x/{to}}}" for frm, kind, to in links if frm == id_)
        tasks += f"      - {{id: {id_}, title: 任务{id_}, links: [{out}]}}\n"
    return {"jia/x.yml": f"{HEAD}sections:\n  - title: 一节\n    tasks:\n{tasks}"}


def test_a_link_to_oneself(tmp_path: Path) -> None:
    _, problems = library_of(tmp_path, chain(("a", "continues", "a")))
    assert problems == ["content/jia/x.yml:9:59: 错误：任务不能链接到自己。请改为对方任务的地址。"]


def test_a_long_chain_is_checked_without_recursion(tmp_path: Path) -> None:
    count = 3000
    names = [f"t{i:05}" for i in range(count)]
    links = [(a, "continues", b) for a, b in itertools.pairwise(names)]
    lines = "".join(
        f"      - {{id: {a}, title: 任务, links: [{{kind: continues, to: jia/x/{b}}}]}}\n"
        for a, _, b in links
    )
    files = {
        "jia/x.yml": f"{HEAD}sections:\n  - title: 一节\n    tasks:\n"
        f"{lines}      - {{id: {names[-1]}, title: 末项}}\n"
    }
    _, problems = library_of(tmp_path, files)
    assert problems == []


def test_the_real_content_is_not_blamed(real_content: Path) -> None:
    assert check_all(real_content, ROOT / "site_config.yml") == []


def test_a_unit_without_its_role_is_told_how_to_write_it(tmp_path: Path) -> None:
    found = library_of(
        tmp_path,
        {
            "jia/x.yml": f"{HEAD}sections:\n  - title: 一节\n    tasks:\n      - id: 1\n        title: 甲\n"
            "        responsibility:\n          - 业务一科\n"
        },
    )[1]
    assert (
        "content/jia/x.yml:12:13: 错误：责任单位“业务一科”没有写明角色。"
        "请写成 - {unit: 业务一科, role: 牵头}，role 可写 牵头、责任、配合。" in found
    )


def test_a_cited_document_may_stand_in_its_brackets(tmp_path: Path) -> None:
    files = {
        "policies.yml": "policies:\n  - {id: tiaoli, title: 某某条例}\n",
        "jia/x.yml": f"{HEAD}sections: [{{title: 一节, tasks: [{{id: 1, title: 甲, cites: "
        f"[《某某条例》]}}]}}]\n",
    }
    assert library_of(tmp_path, files)[1] == []
