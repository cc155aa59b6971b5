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


def units_of(count: int, members: str) -> dict[str, str]:
    """An agency of so many collective names; `members` says with {n} which the nth holds."""
    units = "".join(
        f"  - {{id: u{n}, name: 名{n}号, kind: collective, members: [{members.format(n=(n + 1) % count)}]}}\n"
        for n in range(count)
    )
    return {"jia/agency.yml": f"name: 甲局\nunits:\n{units}"}


def test_a_long_ring_of_units_costs_no_more_than_it_holds(tmp_path: Path) -> None:
    """Each of three thousand holds the next: to look into each from each takes ten thousand million steps."""
    _, problems = library_of(tmp_path, units_of(3_000, "名{n}号"))
    assert len(problems) == 3_000
    assert problems[0].endswith("错误：统称“名0号”的成员里又有它自己。请核对 members，删除绕回来的一项。")


def test_a_long_chain_of_units_is_no_ring(tmp_path: Path) -> None:
    """It ends in one that holds none; a wide one holds many that are shared."""
    files = units_of(3_000, "名{n}号, 名2999号")
    last = "members: [名0号, 名2999号]"
    assert last in files["jia/agency.yml"]
    text = files["jia/agency.yml"].replace(last, "members: []").replace("[名2999号, 名2999号]", "[名2999号]")
    assert library_of(tmp_path, {"jia/agency.yml": text})[1] == []
