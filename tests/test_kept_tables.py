"""Tables that are printed with a task or a section, and persons: how they may be written, and what shape they
have."""

from __future__ import annotations

import json
import re
import shutil
import zlib
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import AGENCY, HEAD, build, copy_sound, differing, digest, library_of, pages_of, squeeze, write

from generator.content import yaml_fast
from generator.library.texts import task_text
from generator.model.records import Table
from generator.model.table_shapes import MOST_ROWS, head_cells
from generator.pages.kept_tables import kept_tables

# One table twice: as the reader of plain YAML reads it, and as only libyaml does.
PLAIN = """sections:
  - title: 一节
    table:
      caption: 附表
      header:
        - [序号, 项目]
      rows:
        - [01, 供水管网]
        - [02, ""]
    tasks:
      - id: 1
        title: 甲
        persons: [孙某某]
"""
NESTED = """sections:
- title: 一节
  table: [{caption: 附表, header: [[序号, 项目]], rows: [[01, 供水管网],
    [02, ""]]}]
  tasks: [{id: 1, title: 甲, persons: [孙某某]}]
"""


def tables_of(folder: Path, sections: str) -> list[Table]:
    library, problems = library_of(folder, {"jia/a.yml": HEAD + sections})
    assert problems == []
    return library.documents[0].sections[0].record.tables


@pytest.mark.parametrize(("text", "is_plain"), [(PLAIN, True), (NESTED, False)])
def test_a_table_as_written_by_either_reader(tmp_path: Path, text: str, is_plain: bool) -> None:
    assert (yaml_fast.read(HEAD + text) is not None) == is_plain
    table = Table(caption="附表", header=[["序号", "项目"]], rows=[["01", "供水管网"], ["02", ""]])
    assert tables_of(tmp_path, text) == [table]


def test_several_tables_are_a_list(tmp_path: Path) -> None:
    text = "sections: [{title: 一节, table: [{header: [[甲]], rows: [[1]]}, {header: [[乙]], rows: []}]}]\n"
    library, problems = library_of(tmp_path, {"jia/a.yml": HEAD + text})
    assert [t.header for t in library.documents[0].sections[0].record.tables] == [[["甲"]], [["乙"]]]
    assert all("没有任务" in problem for problem in problems)


TOO_LONG = (
    "content/jia/a.yml:11:7: 错误：表格有 5001 行，太长了。最多 5000 行；请拆成几张表，或在原文中查看。"
)


@pytest.mark.parametrize(("rows", "says"), [(MOST_ROWS, 0), (MOST_ROWS + 1, 1)])
def test_a_table_may_be_long_but_not_endless(tmp_path: Path, rows: int, says: int) -> None:
    lines = "".join(f"        - [{i}]\n" for i in range(rows))
    text = f"sections:\n  - title: 一节\n    table:\n      header:\n        - [序号]\n      rows:\n{lines}"
    _, problems = library_of(tmp_path, {"jia/a.yml": HEAD + text + "    tasks: [{id: 1, title: 甲}]\n"})
    assert problems == [TOO_LONG] * says


HEADS = [
    ([["甲", "乙"]], ["甲", "乙"]),
    ([["甲", "甲"]], ["甲", "甲"]),
    ([["甲", "乙", "乙"], ["", "丙", "丁"]], ["甲 1x2", "乙 2x1", "丙", "丁"]),
    ([["甲", "乙", "乙"], ["甲", "丙", "丁"]], ["甲 1x2", "乙 2x1", "丙", "丁"]),
    ([["甲", "甲"], ["甲", "甲"]], ["甲 2x2"]),
    ([["", "甲"], ["乙", "丙"]], ["", "甲", "乙", "丙"]),
    (
        [["甲", "甲", "乙"], ["丙", "丙", "丁"], ["戊", "己", "庚"]],
        ["甲 2x1", "乙", "丙 2x1", "丁", "戊", "己", "庚"],
    ),
]


@pytest.mark.parametrize(("header", "cells"), HEADS)
def test_merged_cells_of_the_head_are_found_again(header: list[list[str]], cells: list[str]) -> None:
    shown = [cell for row in head_cells(header) for cell in row]
    assert [f"{c.text} {c.columns}x{c.rows}".removesuffix(" 1x1") for c in shown] == cells


GRIDS = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.sampled_from(["", "甲", "乙"]), min_size=columns, max_size=columns),
        min_size=1,
        max_size=4,
    )
)


@given(GRIDS)
def test_the_cells_of_a_head_cover_it_once_and_keep_its_words(header: list[list[str]]) -> None:
    covered = {
        (row, column): cell.text
        for cells in head_cells(header)
        for cell in cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    area = sum(cell.columns * cell.rows for cells in head_cells(header) for cell in cells)
    assert area == len(covered) == len(header) * len(header[0])
    assert all(header[row][column] in (text, "") for (row, column), text in covered.items())


# A site with every place for a table, and names of persons that nobody has.
NAMES = ["欧阳某甲", "司徒某乙", "Zhuge-Mou"]
SITE = f"""title: 一份文件
kind: plan
period: 2024
text: full
source: {{publisher: 甲局}}
sections:
  - title: 一节
    text: 见下表。
    table:
      - caption: 附表1 备件
        header:
          - [名称, 库存]
        rows:
          - [水泵备件, "3"]
    tasks:
      - id: 1
        title: 更换管网
        text: 更换管网12公里。
        persons: [{NAMES[0]}, {NAMES[1]}]
        responsibility: [{{unit: 业务一科, role: lead}}]
        measures:
          - {{text: 先勘测。, persons: [{NAMES[2]}]}}
        table:
          caption: 附表2 路段
          header:
            - [路段, 管网, 管网]
            - ["", 长度, 管径]
          rows:
            - [城北路<东>, "3.5", DN300]
            - ["", "8.5", ""]
        indicators:
          - {{text: 8.5, name: 粮库路长度, value: 8.5, unit: 公里, kind: target}}
      - {{id: 2, title: 清淤}}
"""
WITHOUT = "".join(
    line for line in SITE.replace(f", persons: [{NAMES[2]}]", "").splitlines(True) if "persons" not in line
)


def built(root: Path, **documents: str) -> Path:
    """A site of these documents alone, and the pages that every site has."""
    content = copy_sound(root) / "content"
    pages = {f"pages/{page.name}": page.read_bytes() for page in (content / "pages").iterdir()}
    shutil.rmtree(content)
    write(content, {"jia/agency.yml": AGENCY, **pages})
    write(content, {f"jia/{name}.yml": text for name, text in documents.items()})
    done = build(root, "--jobs", 1)
    assert done.status == 0, done.said
    assert not [name for name in NAMES if name in done.said]
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("persons"), a=SITE)


def test_the_words_of_a_table_are_those_that_search_finds(site: Path, tmp_path: Path) -> None:
    library, problems = library_of(tmp_path, {"jia/a.yml": SITE})
    assert problems == []
    page = pages_of(site)["jia/a/1.html"]
    shown = "".join(node.text(deep=True) or "" for node in page.css('[data-search-field="body"]'))
    words = task_text(library.tasks[0]).body
    assert squeeze(shown) == squeeze(words)
    table = "附表2 路段\n路段\n管网\n长度\n管径\n城北路<东>\n3.5\nDN300\n8.5\n"
    assert table in words


def test_a_table_has_its_caption_and_heads_with_their_scope(site: Path) -> None:
    for address in ("jia/a/1.html", "jia/a/index.html"):
        table = pages_of(site)[address].css(".gk-kept")[-1]
        assert [c.text() for c in table.css("caption")] == ["附表2 路段"]
        scopes = [(cell.attributes["scope"], cell.text()) for cell in table.css("th")]
        heads = [
            ("col", "路段"),
            ("colgroup", "管网"),
            ("col", "长度"),
            ("col", "管径"),
            ("row", "城北路<东>"),
        ]
        assert scopes == heads
    first = pages_of(site)["jia/a/index.html"].css(".gk-kept")[0]
    cells = [cell.text() for cell in first.css("caption, th, td")]
    assert cells == ["附表1 备件", "名称", "库存", "水泵备件", "3"]


def test_open_data_holds_the_tables_of_tasks_and_sections(site: Path) -> None:
    data = json.loads((site / "data" / "tasks.json").read_text("utf-8"))
    assert [task.get("tables") for task in data["tasks"]] == [
        [
            {
                "caption": "附表2 路段",
                "header": [["路段", "管网", "管网"], ["", "长度", "管径"]],
                "rows": [["城北路<东>", "3.5", "DN300"], ["", "8.5", ""]],
            }
        ],
        None,
    ]
    assert [(section["title"], section["tables"]) for section in data["sections"]] == [
        ("一节", [{"caption": "附表1 备件", "header": [["名称", "库存"]], "rows": [["水泵备件", "3"]]}])
    ]


def test_a_figure_may_stand_in_a_table(tmp_path: Path) -> None:
    assert library_of(tmp_path / "in", {"jia/a.yml": SITE})[1] == []
    problems = library_of(tmp_path / "out", {"jia/a.yml": SITE.replace('["", "8.5", ""]', '["", "8", ""]')})[
        1
    ]
    assert [problem.split("：", 1)[1].split("。")[0] for problem in problems] == [
        "指标的文字“8.5”在这里的正文里没有"
    ]


def test_persons_change_no_byte_of_the_site(site: Path, tmp_path: Path) -> None:
    """Pages, index, data and calendars are those of a file without them."""
    without = built(tmp_path, a=WITHOUT)
    assert NAMES[0] in SITE
    assert not [name for name in NAMES if name in WITHOUT]
    assert differing(site, without) == []
    assert digest(site) == digest(without)


def forms(text: str) -> list[bytes]:
    """How a text may stand in a file: in some coding, as an escape, as entities, in an address."""
    codings = [text.encode(coding) for coding in ("utf-8", "gbk", "utf-16-le", "utf-16-be")]
    written = [json.dumps(text)[1:-1], quote(text), text.encode("ascii", "xmlcharrefreplace").decode()]
    return [*codings, *(form.encode() for form in written)]


def unpacked(data: bytes) -> bytes:
    """The bytes of a file, and of a pack of the index what its shards hold."""
    if not (pack := re.fullmatch(rb'gongkai\w+\([^\n]*?,"(.*)"\);\n', data, re.S)):
        return data
    rest = re.sub(rb"\\(.)", lambda m: {b"n": b"\n", b"r": b"\r"}.get(m[1], m[1]), pack[1], flags=re.S)
    held = [data]
    while rest := rest.lstrip(b" "):  # some shards are padded
        stream = zlib.decompressobj()
        held.append(stream.decompress(rest))
        rest = stream.unused_data
    return b"".join(held)


def test_persons_stand_in_no_file(site: Path) -> None:
    files = {path.relative_to(site).as_posix(): unpacked(path.read_bytes()) for path in site.rglob("*.*")}
    holders = [name for name, data in files.items() if any(form in data for form in forms("更换管网"))]
    assert {name.split("/")[0] for name in holders} >= {"data", "jia", "search"}  # so a name would be found
    assert any(name.startswith("search/texts-") for name in holders)
    wanted = [form for name in NAMES for form in forms(name)]
    assert [name for name, data in files.items() if any(form in data for form in wanted)] == []
    assert not [path for path in files for name in NAMES if name in path]


def test_no_message_repeats_a_person(tmp_path: Path) -> None:
    """Not even where the entry is mistaken: logs of a build are kept and passed on."""
    spoilt = [
        SITE.replace(f"[{NAMES[0]}, {NAMES[1]}]", NAMES[0]),
        SITE.replace(f"[{NAMES[0]}, {NAMES[1]}]", f"[{{name: {NAMES[0]}}}, {NAMES[1]}]"),
        SITE.replace(f"[{NAMES[0]}, {NAMES[1]}]", f'["", {NAMES[1]}]'),
        SITE.replace("id: 1\n", "id: 一\n"),
    ]
    for i, document in enumerate(spoilt):
        problems = library_of(tmp_path / str(i), {"jia/a.yml": document})[1]
        assert problems
        assert not [name for name in NAMES if name in "\n".join(problems)]


def test_a_changed_row_of_a_table_is_told_beside_the_earlier_document(tmp_path: Path) -> None:
    later = (
        SITE.replace("2024", "2025")
        .replace("DN300", "DN400")
        .replace(
            "        table:\n          caption: 附表2",
            "        links: [{kind: continues, to: jia/a/1}]\n        table:\n          caption: 附表2",
        )
    )
    page = pages_of(built(tmp_path, a=SITE, b=later))["jia/b/compare.html"]
    row = next(tr for tr in page.css("tr") if "表格" in (tr.text() or "").strip()[:4])
    assert "城北路<东> | 3.5 | DN300" in (row.css_first("del").text() or "")
    assert "城北路<东> | 3.5 | DN400" in (row.css_first("ins").text() or "")


def test_columns_have_room_by_their_longest_cell() -> None:
    header = [["序号", "任务", "任务", "备注"], ["", "内容", "长度（公里）", ""]]
    rows = [["1", "更换城北路供水管网并恢复路面，同步改造阀门", "3.5", ""], ["2", "清淤", "8.5", "已完工"]]
    kept = kept_tables([Table(header=header, rows=rows), Table(header=[["甲", "乙"]], rows=[])])
    assert [(cell.text, cell.classes) for row in kept[0].head for cell in row] == [
        ("序号", "gk-first"),
        ("任务", ""),
        ("备注", "gk-short"),
        ("内容", "gk-wide"),
        ("长度（公里）", "gk-middle"),
    ]
    assert [cell.classes for cell in kept[1].head[0]] == ["gk-first", ""]
