"""What must hold between records: chains end, dates are in order, anchors are apart."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from support import AGENCY, HEAD, ROOT, library_of, write

from generator.build import check_all


def chain(*links: tuple[str, str, str]) -> dict[str, str]:
    """A document of tasks a, b, c, … with links (from, kind, to)."""
    tasks = ""
    for id_ in sorted({a for a, _, _ in links} | {b for _, _, b in links}):
        out = ", ".join(f"{{kind: {kind}, to: jia/x/{to}}}" for frm, kind, to in links if frm == id_)
        tasks += f"      - {{id: {id_}, title: 任务{id_}, links: [{out}]}}\n"
    return {"jia/x.yml": f"{HEAD}sections:\n  - title: 一节\n    tasks:\n{tasks}"}


def loops(problems: list[str]) -> list[str]:
    return [
        p.partition("绕成一圈：")[2].partition("。")[0].replace("jia/x/", "")
        for p in problems
        if "绕成一圈" in p
    ]


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([("a", "continues", "b"), ("b", "continues", "a")], ["a → b → a"]),
        ([("a", "continues", "b"), ("b", "continues", "c"), ("c", "continues", "a")], ["a → b → c → a"]),
        ([("a", "continues", "b"), ("b", "continues", "c"), ("c", "continues", "b")], ["b → c → b"]),
        ([("a", "continues", "c"), ("c", "continues", "b"), ("b", "continues", "c")], ["b → c → b"]),
        (
            [("a", "reports", "b"), ("b", "reports", "a"), ("c", "assigns", "d"), ("d", "assigns", "c")],
            ["a → b → a", "c → d → c"],
        ),
        ([("a", "continues", "b"), ("a", "reports", "b"), ("b", "reports", "a")], ["a → b → a"]),
        # No loops: two kinds, a diamond, a link told twice
        ([("a", "continues", "b"), ("b", "reports", "a")], []),
        (
            [
                ("a", "continues", "b"),
                ("a", "continues", "c"),
                ("b", "continues", "d"),
                ("c", "continues", "d"),
            ],
            [],
        ),
        ([("a", "continues", "b"), ("a", "continues", "b")], []),
    ],
)
def test_loops(tmp_path: Path, links: list[tuple[str, str, str]], expected: list[str]) -> None:
    assert loops(library_of(tmp_path, chain(*links))[1]) == expected


def test_a_link_to_oneself(tmp_path: Path) -> None:
    _, problems = library_of(tmp_path, chain(("a", "continues", "a")))
    assert problems == ["content/jia/x.yml:9:59: 错误：任务不能链接到自己。请改为对方任务的地址。"]


def test_a_loop_through_two_documents_and_two_agencies(tmp_path: Path) -> None:
    _, problems = library_of(
        tmp_path,
        {
            "yi/agency.yml": AGENCY,
            "jia/a.yml": HEAD
            + "sections: [{title: 一节, sections: [{title: 二节, tasks: [{id: 1, title: 甲, links: [{kind: continues, to: yi/b/1}]}]}]}]\n",
            "yi/b.yml": HEAD
            + "sections: [{title: 一节, tasks: [{id: 1, title: 乙, links: [{kind: continues, to: jia/a/1}]}]}]\n",
        },
    )
    assert problems == [
        "content/jia/a.yml:6:73: 错误：任务之间的链接绕成一圈：jia/a/1 → yi/b/1 → jia/a/1。请删除其中一条 links。"
    ]


def test_a_long_chain_is_checked_without_recursion(tmp_path: Path) -> None:
    count = 3000
    names = [f"t{i:05}" for i in range(count)]
    links = [(a, "continues", b) for a, b in itertools.pairwise(names)]
    lines = "".join(
        f"      - {{id: {a}, title: 任务, links: [{{kind: continues, to: jia/x/{b}}}]}}\n"
        for a, _, b in links
    )
    files = {
        "jia/x.yml": f"{HEAD}sections:\n  - title: 一节\n    tasks:\n{lines}      - {{id: {names[-1]}, title: 末项}}\n"
    }
    _, problems = library_of(tmp_path, files)
    assert problems == []


@pytest.mark.parametrize(
    ("head", "wrong"),
    [
        ("formed: 2024-03-22, published: 2024-03-21", True),
        ("formed: 2024-03-22, published: 2024-03-21 23:59", True),
        ("formed: 2024-03-22, published: 2024-03-22", False),
        ("formed: 2024-03-22, published: 2024-03-22 00:01", False),
        ("published: 2024-03-22", False),
        ("formed: 2024-03-22", False),
    ],
)
def test_published_before_formed(tmp_path: Path, head: str, wrong: bool) -> None:
    _, problems = library_of(
        tmp_path,
        {
            "jia/a.yml": f"{HEAD}disclosure: {{{head}}}\nsections: [{{title: 一节, tasks: [{{id: 1, title: 甲}}]}}]\n"
        },
    )
    assert [("早于成文日期" in p) for p in problems] == [True] * wrong


@pytest.mark.parametrize(
    ("sections", "wrong"),
    [
        ("- {title: 一节, id: main}", ["main"]),
        ("- {title: 一节, id: contacts}", ["contacts"]),
        ("- {title: 一节, id: s2}\n  - {title: 二节}", ["s2"]),
        ("- {title: 一节, id: a, sections: [{title: 二节, id: a}]}", ["a"]),
        ("- {title: 一节, id: t-1-m1, tasks: [{id: 1, title: 甲, measures: [{text: 一步}]}]}", ["t-1-m1"]),
        ("- {title: 一节, id: a}\n  - {title: 二节, id: b}", []),
    ],
)
def test_anchors_are_apart(tmp_path: Path, sections: str, wrong: list[str]) -> None:
    _, problems = library_of(tmp_path, {"jia/a.yml": f"{HEAD}sections:\n  {sections}\n"})
    assert [p.partition("锚点编号“")[2].partition("”")[0] for p in problems if "锚点" in p] == wrong


@pytest.mark.parametrize(
    ("members", "wrong"),
    [
        ({"丙": ["丙"]}, ["丙"]),
        ({"丙": ["丁"], "丁": ["丙"]}, ["丙", "丁"]),
        ({"丙": ["丁"], "丁": ["戊"], "戊": ["丁"]}, ["丁", "戊"]),
        ({"丙": ["丁", "戊"], "丁": ["戊"]}, []),
    ],
)
def test_a_collective_name_is_no_member_of_itself(
    tmp_path: Path, members: dict[str, list[str]], wrong: list[str]
) -> None:
    units = "".join(
        f"  - {{id: u{i}, name: {name}, kind: collective, members: [{', '.join(members.get(name, []))}]}}\n"
        for i, name in enumerate("丙丁戊")
    )
    _, problems = library_of(tmp_path, {"jia/agency.yml": f"name: 甲局\nunits:\n{units}"})
    assert [p.partition("统称“")[2][0] for p in problems] == wrong


def obligations(*lists: str) -> dict[str, str]:
    """A document whose task and its measures name these units."""
    task, *measures = lists
    steps = ", ".join(f"{{text: 一步, responsibility: [{units}]}}" for units in measures)
    return {
        "jia/x.yml": f"{HEAD}sections:\n  - title: 一节\n    tasks:\n      - {{id: 1, title: 甲, responsibility: [{task}], measures: [{steps}]}}\n"
    }


YI, ER = "{unit: 一科, role: lead}", "{unit: 二科, role: lead}"


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        ([f"{YI}, {YI}"], ["content/jia/x.yml:9:75: 提醒：责任单位“一科”在这里已经列过。"]),
        (["{unit: 一科, role: support}, " + YI], ["9:78: 提醒：责任单位“一科”在这里已经列过。"]),
        (
            [f"{YI}, {{unit: 业务一科, role: support}}"],
            ["9:75: 提醒：责任单位“业务一科”在这里已经列过（写作“一科”）。"],
        ),
        ([YI, f"{ER}, {YI}, {ER}"], ["提醒：责任单位“二科”在这里已经列过。"]),
        ([f"{YI}, {ER}", YI, YI, "{unit: 一科, role: support}"], []),
    ],
)
def test_a_unit_named_twice_in_one_list(tmp_path: Path, lists: list[str], said: list[str]) -> None:
    agency = AGENCY.replace("业务二科}", "业务二科, aliases: [二科]}")
    problems = library_of(tmp_path, {"jia/agency.yml": agency} | obligations(*lists))[1]
    assert len(problems) == len(said)
    assert all(words in problem for words, problem in zip(said, problems, strict=True)), problems


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("", "", ["content/jia/y.yml:1:8: 提醒：标题与 jia/x.yml 的相同：“一份文件”。"]),
        (
            "disclosure: {number: 甲发〔2024〕1号}\n",
            "disclosure: {number: 甲发〔2024〕1号}\n",
            ["y.yml:6:22: 提醒：文号与 jia/x.yml 的相同：“甲发〔2024〕1号”。"],
        ),
        ("disclosure: {number: 甲发〔2024〕1号}\n", "disclosure: {number: 甲发〔2024〕2号}\n", []),
    ],
)
def test_a_document_that_is_there_twice(tmp_path: Path, first: str, second: str, said: list[str]) -> None:
    tail = "sections:\n  - title: 一节\n    tasks: [{id: 1, title: 甲}]\n"
    other = HEAD.replace("一份文件", "另一份文件") if first else HEAD
    problems = [
        p
        for p in library_of(tmp_path, {"jia/x.yml": HEAD + first + tail, "jia/y.yml": other + second + tail})[
            1
        ]
        if "的相同" in p
    ]
    assert len(problems) == len(said)
    assert all(words in problem for words, problem in zip(said, problems, strict=True)), problems


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            obligations(YI),
            [
                "content/jia/agency.yml:4:23: 提醒：登记了而没有文件提到的责任单位有 1 个：业务二科。请核对名称；确是预先登记，可不理会。"
            ],
        ),
        (obligations("", YI.replace("一科", "yi-ke"), "{unit: er-ke, role: support}"), []),
        (
            {
                "jia/x.yml": f"{HEAD}sections: [{{title: 一节, responsibility: [{YI}, {{unit: 业务二科, role: lead}}], tasks: [{{id: 1, title: 甲}}]}}]\n"
            },
            [],
        ),
        (
            obligations("{unit: 全体, role: lead}")
            | {
                "jia/agency.yml": AGENCY
                + "  - {id: quanti, name: 全体, kind: collective, members: [一科, 业务二科]}\n"
            },
            [],
        ),
        (obligations(YI) | {"jia/y.yml": "title: [\n"}, []),  # it may be named there
        ({}, []),  # no document yet
    ],
)
def test_a_unit_that_no_document_names(tmp_path: Path, files: dict[str, str], said: list[str]) -> None:
    content = write(tmp_path / "content", {"jia/agency.yml": AGENCY} | files)
    assert [str(p) for p in check_all(content, tmp_path / "none.yml") if "没有文件提到" in p.what] == said


def test_the_real_content_is_not_blamed(real_content: Path) -> None:
    assert check_all(real_content, ROOT / "site_config.yml") == []


def test_a_unit_without_its_role_is_told_how_to_write_it(tmp_path: Path) -> None:
    found = library_of(
        tmp_path,
        {
            "jia/x.yml": f"{HEAD}sections:\n  - title: 一节\n    tasks:\n      - id: 1\n        title: 甲\n        responsibility:\n          - 业务一科\n"
        },
    )[1]
    assert (
        "content/jia/x.yml:12:13: 错误：责任单位“业务一科”没有写明角色。请写成 - {unit: 业务一科, role: lead}，role 可写 lead、responsible、support。"
        in found
    )


def test_a_cited_document_may_stand_in_its_brackets(tmp_path: Path) -> None:
    files = {
        "policies.yml": "policies:\n  - {id: tiaoli, title: 某某条例}\n",
        "jia/x.yml": f"{HEAD}sections: [{{title: 一节, tasks: [{{id: 1, title: 甲, cites: [《某某条例》]}}]}}]\n",
    }
    assert library_of(tmp_path, files)[1] == []
