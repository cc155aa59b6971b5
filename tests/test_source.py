"""The YAML reader: everything is text, nothing overflows, nothing is dropped silently, and places are
right."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import places, yaml_reader
from generator.problems import Finding

SCALARS = [
    "001",
    "1.10",
    "no",
    "yes",
    "null",
    "~",
    "2024-12",
    "12:30",
    "0x1F",
    "1e3",
    ".inf",
    "2024-03-22",
    "on",
    "0o7",
    "1_000",
]


@pytest.mark.parametrize("typed", SCALARS)
def test_every_scalar_stays_as_typed(typed: str) -> None:
    assert yaml_reader.parse(f"a: {typed}\nb: [{typed}]\n", "f.yml") == ({"a": typed, "b": [typed]}, [])


def test_nothing_behind_the_colon_means_not_filled_in() -> None:
    tree, problems = yaml_reader.parse('a:\nb: ""\nc: []\nd: 1\n', "f.yml")
    assert (tree, problems) == ({"b": "", "c": [], "d": "1"}, [])


def test_block_scalars_quotes_and_comments() -> None:
    tree, _ = yaml_reader.parse(
        "a: |\n  一\n  二\n\nb: >\n  一\n  二\nc: 'it''s'  # 注\nd: \"x\\ty\"\n", "f.yml"
    )
    assert tree == {"a": "一\n二", "b": "一 二", "c": "it's", "d": "x\ty"}


def test_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "f.yml"
    path.write_bytes("\ufeff甲: 一\r\n乙: 二\r\n".encode())
    assert yaml_reader.read_tree(path, "f.yml") == ({"甲": "一", "乙": "二"}, [])


def test_rare_characters_outside_the_bmp_are_kept() -> None:
    assert yaml_reader.parse("a: 𠮷𬭼😀\n", "f.yml")[0] == {"a": "𠮷𬭼😀"}


# Each line: text, place, what is wrong.
MISTAKES = [
    ("a: 1\nb: 2\na: 3\n", (3, 1), "“a”写了两次"),
    ("a: {x: 1, x: 2}\n", (1, 11), "“x”写了两次"),
    ("a:\na: 3\n", (2, 1), "“a”写了两次"),
    ("a: *x\n", (1, 4), "不支持用星号引用（别名）"),
    ("a: *** x\n", (1, 4), "“*”在内容开头另有含义，不能直接写"),
    ("a: |x\n", (1, 5), "| 或 > 的后面不能再写内容"),
    ("%甲\n", (1, 2), "以 % 开头的一行不能这样写"),
    ("a: !x!y z\n", (1, 4), "“!”在内容开头另有含义，不能直接写"),
    ("a: 甲\u202e乙\n", (1, 5), "文字里有看不见的控制字符"),
    ('a: "甲\\u202e乙"\n', (1, 4), "文字里有看不见的控制字符"),
    ('a: "甲\\x9b乙"\n', (1, 4), "文字里有看不见的控制字符"),
    ('"a\\eb": 1\n', (1, 1), "文字里有看不见的控制字符"),
    ('"a\\nb": 1\n', (1, 1), "名称里有看不见的控制字符"),
    ("a: &x 1\nb: *x\n", (1, 4), "不支持用 & 作记号（锚点）"),
    ("a: &x 重要\n", (1, 4), "不支持用 & 作记号（锚点）"),
    (
        "a: !!python/object:os.system x\n",
        (1, 4),
        "不支持 YAML 标签 tag:yaml.org,2002:python/object:os.system",
    ),
    ("a: !x [1]\n", (1, 4), "不支持 YAML 标签 !x"),
    ("a: 1\n---\nb: 2\n", (2, 1), "一个文件里有两份内容（出现了第二个 ---）"),
    ("[1]: 2\n", (1, 1), "名称不能是列表或另一组内容"),
    ("a: b: c\n", (1, 5), "内容里有英文冒号加空格"),
    ("a: 1\nbcd\n", (2, 1), "这一行缺少英文冒号"),
    ("a:\n  - 1\n - 2\n", (3, 2), "这个短横线的缩进与上文不一致"),
    ("a: [1, 2\nb: 3\n", (1, 4), "“[”没有成对的“]”"),
    ("a: 1\n\tb: 2\n", (2, 1), "缩进里有制表符"),
    ("a:\n\t- 2\n", (2, 1), "缩进里有制表符"),
    ("a: @x\n", (1, 4), "“@”在内容开头另有含义，不能直接写"),
    ("a: `x\n", (1, 4), "“`”在内容开头另有含义，不能直接写"),
    ("a: %x\n", (1, 4), "“%”在内容开头另有含义，不能直接写"),
    ('a: "没有结束\n', (1, 4), "这个引号没有成对"),
    ('a: "C:\\政务"\n', (1, 7), "双引号里的反斜杠写法不对"),
    ("a: 中文\nb: 甲\x01乙\n", (2, 5), "文件里有控制字符"),
    ('a: "\\ud800"\n', (1, 7), "双引号里的 \\u 编码不是一个字"),
    ('a: "\\uZZZZ"\n', (1, 7), "双引号里的反斜杠写法不对"),
    ("title：甲\nkind: plan\n", (1, 6), "“title”用的是中文冒号"),
    ("title: 甲\nkind：plan\nperiod: 2024\n", (2, 5), "“kind”用的是中文冒号"),
    ("a: 甲\nb:\n  - title: 一\n    text：二\n", (4, 9), "“text”用的是中文冒号"),
    ("title: 甲\nkind：plan", (2, 5), "“kind”用的是中文冒号"),
    ("a:1\nb: 2\n", (1, 2), "“a”的冒号后面少一个空格"),
    ("a: 1\nb: {c: 1, id：a}\n", (2, 13), "“id”用的是中文冒号"),
    ("a: {unit: 甲, lead}\n", (1, 14), "“lead”后面没有英文冒号"),
    ("a: {unit: 甲, 负责}\n", (1, 14), "“负责”后面没有英文冒号"),
    ("a: {task: }\n", (1, 5), "“task”是空的"),
    ("a: {date:  , text: 甲}\n", (1, 5), "“date”是空的"),
    ("a: {date:\n  , text: 甲}\n", (1, 5), "“date”是空的"),
    ("a: {task:}\n", (1, 9), "英文冒号后面少一个空格，或没有内容"),
    ("? a\nb: 1\n", (1, 3), "“a”后面没有英文冒号"),
    ("", (0, 0), "文件是空的"),
    ("# 只有注释\n", (0, 0), "文件是空的"),
    ("---\n...\n", (0, 0), "文件是空的"),
]


@pytest.mark.parametrize(("text", "place", "what"), MISTAKES, ids=[m[0][:12] for m in MISTAKES])
def test_mistakes_have_a_place_and_a_sentence(text: str, place: tuple[int, int], what: str) -> None:
    tree, problems = yaml_reader.parse(text, "f.yml")
    assert tree is None
    assert problems
    assert (problems[0].line, problems[0].column, problems[0].what) == (*place, what)


@pytest.mark.parametrize(
    "text",
    [
        "a: 1 # 注\n",
        "a: 1 ##注\n",
        "a: 'x' #注\n",
        "a: [x] #注\n",
        "a: {b: c} #注\n",
        "a: #注\n  - 1\n",
        "a: |\n  x #y\n",
        "a: 'x #y'\n",
        "#注\na: 1\n  #注\n",
        "a: x#y\n",
        "a: x\nb: # 注\n",
    ],
)
def test_a_comment_that_cuts_nothing_off_is_fine(text: str) -> None:
    assert yaml_reader.parse(text, "f.yml")[1] == []


def test_all_repeated_keys_of_a_file_in_one_run() -> None:
    _, problems = yaml_reader.parse("a: 1\na: 2\nb: {c: 1, c: 2}\n", "f.yml")
    assert [(p.line, p.column) for p in problems] == [(2, 1), (3, 11)]


def test_alias_bomb_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    tree, problems = yaml_reader.parse("\n".join(lines), "f.yml")
    assert tree is None
    assert any(p.what == "不支持用星号引用（别名）" for p in problems)


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- ", "? "])
def test_a_million_brackets_do_not_overflow(bracket: str) -> None:
    tree, problems = yaml_reader.parse("a: " * (bracket != "- ") + bracket * 1_000_000, "f.yml")
    assert tree is None
    assert [p.line for p in problems] == [1]


def test_forty_levels_are_enough_and_one_more_is_refused() -> None:
    deep = "[" * yaml_reader.MAX_DEPTH + "]" * yaml_reader.MAX_DEPTH
    assert yaml_reader.parse(deep, "f.yml")[1] == []
    assert yaml_reader.parse(f"[{deep}]", "f.yml")[1][0].what == "嵌套超过 40 层"


def test_encodings(tmp_path: Path) -> None:
    path = tmp_path / "f.yml"
    for data, what, place in [
        ("名称: 甲\n标题: 乙\n".encode("gbk"), "文件像是用 GBK 编码保存的，不是 UTF-8", (1, 1)),
        (b"a: 1\nb: " + "乙".encode("gbk"), "文件像是用 GBK 编码保存的，不是 UTF-8", (2, 4)),
        ("a: 1\n".encode("utf-16"), "文件像是用 UTF-16 编码保存的，不是 UTF-8", (1, 1)),
        (b"\xff\x00\xfe\x81", "文件不是文本，不是 UTF-8", (1, 1)),
    ]:
        path.write_bytes(data)
        tree, problems = yaml_reader.read_tree(path, "f.yml")
        assert tree is None
        assert (problems[0].what, problems[0].line, problems[0].column) == (what, *place)


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f.yml"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", None)
    _, problems = yaml_reader.read_tree(path, "f.yml")
    assert problems[0].what == "文件有 100 MB，超过 10 MB 的上限"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "loop.yml").symlink_to("loop.yml")
    (tmp_path / "folder.yml").mkdir()
    os.mkfifo(tmp_path / "pipe.yml")
    for name, what in [
        ("loop.yml", "文件读不出来（符号链接绕成一圈）"),
        ("none.yml", "文件读不出来（没有这个文件）"),
        ("folder.yml", "文件读不出来（不是普通文件）"),
        ("pipe.yml", "文件读不出来（不是普通文件）"),
    ]:
        tree, problems = yaml_reader.read_tree(tmp_path / name, name)
        assert (tree, problems[0].what) == (None, what)


def test_places_follow_the_path(tmp_path: Path) -> None:
    (tmp_path / "f.yml").write_text("甲: 一\n乙:\n  - 丙: [x, y]\n    丁: z\n", "utf-8")
    for path, at_key, place in [
        (("甲",), False, (1, 4)),
        (("甲",), True, (1, 1)),
        (("乙", 0, "丙", 1), False, (3, 12)),
        (("乙", 0, "丁"), True, (4, 5)),
        (("乙", 0, "丁"), False, (4, 8)),
        (("乙", 0), True, (3, 5)),
        (("乙", 7), False, (2, 1)),
        (("没有",), False, (1, 1)),
        ((), False, (1, 1)),
    ]:
        problem = places.placed([Finding("f.yml", path, "错", "改", at_key=at_key)], tmp_path)[0]
        assert (problem.line, problem.column) == place, path


# Properties

tricky = st.text(
    alphabet=st.sampled_from(list("ab甲乙：: -\n\t[]{},#&*!|>'\"%@`?\\~0𠮷\x01\x85\u2028\ufeff")), max_size=60
)


@given(tricky | st.text(max_size=80))
def test_any_text_gives_a_tree_or_problems_with_places(text: str) -> None:
    tree, problems = yaml_reader.parse(text, "f.yml")
    assert (tree is None) == bool(problems)
    for problem in problems:
        assert problem.what
        assert problem.hint
        assert problem.line >= 0
        assert (
            problem.line
            <= text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + 2
        )
        assert (problem.line == 0) == (problem.column == 0)


@given(st.binary(max_size=80))
def test_any_bytes_give_a_tree_or_problems(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yml"
    path.write_bytes(data)
    tree, problems = yaml_reader.read_tree(path, "f.yml")
    assert (tree is None) == bool(problems)


@given(
    st.recursive(
        st.text(alphabet="甲a1 :#-").map(str.strip).filter(bool),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text(alphabet="ab甲", min_size=1), inner, max_size=4)
        ),
        max_leaves=12,
    ).filter(bool)
)
def test_what_json_writes_is_read_back(tree: object) -> None:
    import json

    assert yaml_reader.parse(json.dumps(tree, ensure_ascii=False), "f.yml") == (tree, [])


def test_white_space_around_a_quoted_text_is_not_its_own() -> None:
    assert yaml_reader.parse("a: '  甲 乙  '\nb: |\n  丙\n\n", "f.yml")[0] == {"a": "甲 乙", "b": "丙"}
