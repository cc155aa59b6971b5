"""A syntax slip hides nothing else in its file: all other mistakes are told in the same run, and none is made
up that is only there because an entry was cut out.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import AGENCY, HEAD, ROOT, write

from generator.content import files, places, yaml_reader
from generator.content.config import read_config
from generator.content.load import read_content
from generator.content.yaml_rest import MOST_SLIPS, rest_of
from generator.library.build import build_library
from generator.problems import Problem, ProblemsError, has_errors, in_order

SEEDS = sorted(path.relative_to(ROOT / "content").as_posix() for path in (ROOT / "content").rglob("*.yml"))

TASKS = """sections:
  - number: 一、
    title: 清淤
    tasks:
      - id: 01
        title: 疏浚南河
        responsibility:
          - {unit: 一科, role: lead}
        deadlines: [2024年底前]
      - id: 02
        title: 加固北堤
        measures:
          - text: 备石料
            deadlines: [汛前]
          - text: 查管涌
        topics: [水利]
  - number: 二、
    title: 巡查
    tasks:
      - id: 03
        title: 巡查泵站
        indicators:
          - {text: 巡查9次, name: 巡查次数, value: 9, unit: 次, kind: target}
"""

# What is done to lines of the document (each: what stands there, what is typed instead), and every line that
# is told then, with how its sentence begins.
CASES: dict[str, tuple[list[tuple[str, str]], list[tuple[int, str]]]] = {
    "a colon too few, and a role": (
        [("title: 疏浚南河", "title 疏浚南河"), ("role: lead", "role: boss")],
        [(11, "这一行缺少英文冒号"), (13, "“role”不能写“boss”")],
    ),
    "a colon too many, and a unit": (
        [("title: 加固北堤", "title: 加固: 北堤"), ("unit: 一科", "unit: 九科")],
        [(13, "没有登记的责任单位“九科”"), (16, "内容里有英文冒号加空格")],
    ),
    "an open quotation, and a name": (
        [("text: 备石料", 'text: "备石料'), ("        title: 巡查泵站", "        titel: 巡查泵站")],
        [(18, "这个引号没有成对"), (25, "缺少“title”"), (26, "不认识“titel”")],
    ),
    "an open bracket, a deadline and a figure": (
        [("topics: [水利]", "topics: [水利"), ("[汛前]", "[2024年13月]"), ("value: 9", "value: 九")],
        [(19, "看不懂完成时限“2024年13月”"), (21, "“[”没有成对"), (28, "“九”不是数字")],
    ),
    "two colons of one entry": (
        [("- id: 01", "- id：01"), ("title: 疏浚南河", "title：疏浚南河")],
        [(10, "“id”用的是中文冒号"), (11, "“title”用的是中文冒号")],
    ),
    "slips in three entries": (
        [("number: 一、", "number：一、"), ("- text: 查管涌", "-text: 查管涌"), ("unit: 次, ", "unit: 次，")],
        [(7, "“number”用的是中文冒号"), (20, "短横线后面少一个空格"), (28, "“kind”前面用的是“，”")],
    ),
    "a list whose head lacks its colon": (
        [("sections:", "sections"), ("role: lead", "role: boss")],
        [(6, "这一行缺少英文冒号"), (13, "“role”不能写“boss”")],
    ),
    "a list whose head has a Chinese colon": (
        [("        measures:", "        measures："), ("- text: 查管涌", "- txet: 查管涌")],
        [(17, "“measures”用的是中文冒号"), (20, "不认识“txet”"), (20, "缺少“text”")],
    ),
    "a wrong indentation": (
        [("        title: 加固北堤", "       title: 加固北堤"), ("kind: target", "kind: 目的")],
        [(16, "“title”的缩进与上文不一致"), (28, "“kind”不能写“目的”")],
    ),
    "a tab": (
        [("        measures:", "\tmeasures:"), ("value: 9", "value: 九")],
        [(17, "缩进里有制表符"), (28, "“九”不是数字")],
    ),
    "a name that stands twice": (
        [("        topics: [水利]", "        title: 又一个"), ("role: lead", "role: boss")],
        [(13, "“role”不能写“boss”"), (21, "“title”写了两次")],
    ),
    "a list below a word": (
        [("        measures:", "        measures: 两项"), ("role: lead", "role: boss")],
        [(13, "“role”不能写“boss”"), (18, "这个短横线的缩进与上文不一致")],
    ),
    "the head of the file": (
        [("title: 一份文件", "title：一份文件"), ("kind: plan", "kind: plna")],
        [(1, "“title”用的是中文冒号"), (2, "“kind”不能写“plna”")],
    ),
}


def _said(content: Path) -> list[Problem]:
    """All errors of content/, without the checks, which look at sound files alone."""
    records, problems = read_content(files.read(content))
    found = places.placed(build_library(records)[1], content, records.rests)
    return [problem for problem in in_order([*problems, *found]) if problem.severity == "error"]


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("title: 疏浚南河", "title: 疏浚\n南河"),
        ("text: 备石料", "text: 备\n石料"),
        ("topics: [水利]", "topics:\n          - 水\n利"),
        ("deadlines: [汛前]", "deadlines:\n          - 2024年13\n月底"),
    ],
)
def test_a_line_broken_in_the_middle_of_a_value_is_told_once(
    tmp_path: Path, typed: str, instead: str
) -> None:
    """The half that is left is no topic and no deadline, but nobody has written it."""
    assert typed in HEAD + TASKS
    write(
        tmp_path / "content",
        {
            "jia/agency.yml": "name: 甲局\nunits: [{id: yi, name: 一科}]\n",
            "topics.yml": "topics: [{id: shuili, name: 水利}]\n",
            "jia/a.yml": (HEAD + TASKS).replace(typed, instead, 1),
        },
    )
    found = _said(tmp_path / "content")
    assert [problem.what for problem in found] == ["这一行缺少英文冒号"]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["unix", "windows"])
def test_all_mistakes_in_one_run(tmp_path: Path, case: str, ending: str) -> None:
    edits, told = CASES[case]
    text = HEAD + TASKS
    for typed, instead in edits:
        assert typed in text
        text = text.replace(typed, instead, 1)
    write(
        tmp_path / "content",
        {
            "jia/agency.yml": "name: 甲局\nunits: [{id: yi, name: 一科}]\n",
            "topics.yml": "topics: [{id: shuili, name: 水利}]\n",
            "jia/a.yml": text.replace("\n", ending),
        },
    )
    found = _said(tmp_path / "content")
    assert len(found) == len(told), found
    for problem, (line, what) in zip(found, told, strict=True):
        assert problem.line == line, problem
        assert problem.what.startswith(what), problem


def test_what_is_left_becomes_no_record(tmp_path: Path) -> None:
    write(
        tmp_path / "content",
        {
            "jia/agency.yml": AGENCY,
            "jia/a.yml": (HEAD + TASKS).replace("topics: [水利]", "topics: [水利"),
            "jia/b.yml": HEAD
            + "sections: [{title: 一节, tasks: [{id: 1, title: 甲, links: [*LINK]}]}]\n".replace(
                "*LINK", "{kind: reports, to: jia/a/02}"
            ),
        },
    )
    records, problems = read_content(files.read(tmp_path / "content"))
    assert [document.file for document in records.documents] == ["jia/b.yml"]
    assert list(records.broken) == ["jia/a.yml"]
    assert len(problems) == 1
    assert not build_library(records)[1], "a task of a file with a slip may well be there"


def test_no_more_than_so_many_slips() -> None:
    lines = [f"  - {{id: a{n}，name: 甲}}" for n in range(3 * MOST_SLIPS)]
    rest = rest_of("\n".join(["topics:", *lines, ""]), "f.yml")
    assert [problem.line for problem in rest.problems] == list(range(2, MOST_SLIPS + 2))
    assert rest.tree is None


def test_the_configuration_tells_all(tmp_path: Path) -> None:
    file = tmp_path / "site_config.yml"
    text = (ROOT / "site_config.yml").read_text("utf-8")
    text = re.sub(r"^site_name: ", "site_name：", text, count=1, flags=re.M)
    text = re.sub(r"^site_url: .*", "site_url: 网址", text, count=1, flags=re.M)
    file.write_text(text, "utf-8")
    with pytest.raises(ProblemsError) as refused:
        read_config(file)
    assert sorted(problem.what for problem in refused.value.problems) == [
        "“site_name”用的是中文冒号",
        "“网址”不是网址",
    ]


def _slips(line: str) -> Iterator[str]:
    """What may happen to a line by hand: indentation, dash, colon, quotation marks, brackets, commas."""
    bare = line.lstrip()
    indent = len(line) - len(bare)
    yield from (" " * more + line for more in (1, 2, 4))
    yield from (line[less:] for less in (1, 2, 4, 6) if indent >= less)
    yield from (
        bare,
        "\t" + bare,
        "　" * (indent // 2) + bare,
        " " * indent + "说明",
        f"{line}]",
        f"{line} [",
    )
    if ": " in line:
        yield from (line.replace(": ", colon, 1) for colon in (":", "：", " ", "： ", ":: "))
        yield from (
            line.replace(": ", f": {sign}", 1) for sign in ('"', "'", "@", "[", "{", "关于: ", "*", "&")
        )
    if line.endswith(":"):
        yield from (line[:-1], line[:-1] + "：", line + ":", line + " 甲")
    if bare.startswith("- "):
        yield from (line.replace("- ", dash, 1) for dash in ("", "-", "  ", "－ ", "— ", "- - "))
    yield from (line.replace(sign, "", 1) for sign in "[]{}\"'" if sign in line)
    yield from (line.replace(", ", comma, 1) for comma in ("，", " ") if ", " in line)


def _spoilt(choice: random.Random, text: str) -> str | None:
    """The text with a slip in one line, or None where it can be read all the same."""
    lines = text.split("\n")
    at = choice.choice([n for n, line in enumerate(lines) if line.strip()])
    lines[at] = choice.choice(list(_slips(lines[at])))
    spoilt = "\n".join(lines)
    return spoilt if yaml_reader.parse(spoilt, "f.yml")[0] is None else None


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("seeds") / "content"
    shutil.copytree(ROOT / "content", copy)
    assert not _said(copy)
    return copy


@pytest.mark.parametrize("file", SEEDS)
def test_one_slip_in_a_sound_file_is_one_sentence(seeds: Path, file: str) -> None:
    choice = random.Random(file)
    path = seeds / file
    text = path.read_text("utf-8")
    tried = 0
    try:
        while tried < 12:
            if (spoilt := _spoilt(choice, text)) is None:
                continue
            tried += 1
            path.write_text(spoilt, "utf-8")
            found = _said(seeds)
            assert len(found) == 1, (_difference(text, spoilt), found)
            assert found[0].file == f"content/{file}"
    finally:
        path.write_text(text, "utf-8")


def _difference(text: str, spoilt: str) -> str:
    pairs = zip(text.split("\n"), spoilt.split("\n"), strict=True)
    return next(f"{n}: {is_} (was: {was})" for n, (was, is_) in enumerate(pairs, 1) if was != is_)


@pytest.mark.parametrize("file", [file for file in SEEDS if "/20" in file])
def test_most_mistakes_are_told_beside_a_slip(seeds: Path, file: str) -> None:
    """A wrong word in the same file is told with its own line, but where it is too near to the slip."""
    choice = random.Random(file)
    path = seeds / file
    text = path.read_text("utf-8")
    roles = [match.start() for match in re.finditer(r"(?<=kind: )(?:target|actual)|(?<=lines: \[)\d+", text)]
    assert roles
    told = tried = 0
    try:
        while tried < 8:
            at = choice.choice(roles)
            mistaken = re.sub(r"[a-z]+|\d+", "无", text[at:], count=1)
            spoilt = _spoilt(choice, text[:at] + mistaken)
            if spoilt is None:
                continue
            tried += 1
            path.write_text(spoilt, "utf-8")
            told += text.count("\n", 0, at) + 1 in [problem.line for problem in _said(seeds)]
    finally:
        path.write_text(text, "utf-8")
    assert told >= tried // 2, (told, tried)


def test_whatever_is_typed_is_answered() -> None:
    """Spoilt again and again: there is always something to say, of lines that are there."""
    choice = random.Random(7)
    for _ in range(150):
        text = HEAD + TASKS
        for _ in range(choice.randint(1, 5)):
            lines = text.split("\n")
            at = choice.randrange(len(lines))
            lines[at] = choice.choice([*_slips(lines[at] or "x"), "", "---", "{", '"', "- "])
            text = "\n".join(lines)
        if yaml_reader.parse(text, "f.yml")[0] is None:
            rest = rest_of(text, "f.yml")
            assert has_errors(rest.problems)
            assert all(0 <= problem.line <= text.count("\n") + 1 for problem in rest.problems)
            assert rest.text.count("\n") == text.count("\n")
