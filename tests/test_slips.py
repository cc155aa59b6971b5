"""What a clerk mistypes: the true cause, on the clerk's own line, whatever line the parser gave up at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import AGENCY, HEAD, ROOT, SOUND, problems_of, write

from generator.content import yaml_reader, yaml_walk

# Each line: text, place, what is wrong (its beginning).
TYPED = [
    # Indentation
    ("title: 甲\n  kind: plan\n", (2, 3), "“kind”写在第 1 行的“title”之下，而“title”后面已经有内容"),
    ("title: 甲\n kind: plan\n", (2, 2), "“kind”写在第 1 行的“title”之下"),
    (" title: 甲\nkind: plan\n", (1, 1), "第一级的名称前面多了空格"),
    ("units:\n  - id: a\n    name: 甲\n  kind: internal\n", (4, 3), "“kind”的缩进与上文不一致"),
    ("units:\n  - id: a\n   name: 甲\n", (3, 4), "“name”的缩进与上文不一致"),
    ("units:\n  - id: a\n     name: 甲\n", (3, 6), "“name”写在第 2 行的“id”之下"),
    ("source:\n    publisher: 甲\n  url: x\nkind: plan\n", (3, 3), "“url”的缩进与上文不一致"),
    ("sections:\n  - title: 甲\n      tasks:\n      - id: 1\n", (3, 7), "“tasks”写在第 2 行的“title”之下"),
    ("source: 甲局\n  url: x\n", (2, 3), "“url”写在第 1 行的“source”之下，而“source”后面已经有内容"),
    ("units:\n  - id: a\n - id: b\n", (3, 2), "这个短横线的缩进与上文不一致"),
    ("units:\n  - id: a\n    - id: b\n", (3, 5), "这个短横线的缩进与上文不一致"),
    ("units:\n  - id: a\n- id: b\n", (3, 1), "这个短横线的缩进与上文不一致"),
    ("notes:\n  - 甲\n    - 乙\n", (3, 5), "这个短横线没有起作用"),
    ("notes:\n  - 甲\n  乙\nkind: plan\n", (3, 3), "这一行开头缺少短横线"),
    ("source:\n\tpublisher: 甲\n", (2, 1), "缩进里有制表符"),
    ("source:\n  publisher: 甲\n \turl: x\n", (3, 2), "缩进里有制表符"),
    ("source:\n  publisher: 甲\n　　url: x\n", (3, 1), "缩进里有全角空格"),
    ("source:\n\u00a0 publisher: [\n", (2, 1), "缩进里有全角空格"),
    # Dashes
    ("notes: 说明\n- 乙\n", (2, 1), "短横线写在第 1 行的“notes”之下，而“notes”后面已经有内容"),
    ("notes: 说明\n  - 乙\nkind: plan\n", (2, 3), "这个短横线没有起作用"),
    ("notes: - 乙\n", (1, 8), "短横线不能放在这里"),
    ("notes:\n  － 甲\n  － 乙\nkind: plan\n", (2, 3), "列表用的不是英文短横线，而是“－”"),
    ("notes:\n  - 甲\n  － 乙\n", (3, 3), "列表用的不是英文短横线，而是“－”"),
    ("units:\n  - id: a\n  — id: b\n", (3, 3), "列表用的不是英文短横线，而是“—”"),
    ("notes:\n  • 乙\n  • 丙\n", (2, 3), "列表用的不是英文短横线，而是“•”"),
    ("units:\n  - id: a\n  -id: b\n", (3, 3), "短横线后面少一个空格"),
    ("notes:\n  - 甲\n  -乙\nkind: plan\n", (3, 3), "短横线后面少一个空格"),
    ("notes:\n  -甲\n  - 乙\nkind: plan\n", (2, 3), "短横线后面少一个空格"),
    # Colons
    ("title：甲\nkind: plan\n", (1, 6), "“title”用的是中文冒号"),
    ("title: 甲\nkind：plan\nperiod: 2024\n", (2, 5), "“kind”用的是中文冒号"),
    ("source：\n  publisher: 甲\nkind: plan\n", (1, 7), "“source”用的是中文冒号"),
    ("title: 甲\n  kind：plan\n", (2, 7), "“kind”用的是中文冒号"),
    ("title﹕甲\nkind: plan\n", (1, 6), "“title”用的是中文冒号"),
    ("title:甲\nkind: plan\n", (1, 6), "“title”的冒号后面少一个空格"),
    ("source:\n  publisher: 甲\n  url:x\n", (3, 6), "“url”的冒号后面少一个空格"),
    ("notes: [甲]\nchannels:\n  - app:下载\nkind：plan\n", (4, 5), "“kind”用的是中文冒号"),
    ("title 甲\nkind: plan\n", (1, 1), "这一行缺少英文冒号"),
    ("kind: plan\ntitle\nperiod: 2024\n", (2, 1), "这一行缺少英文冒号"),
    ("kind: plan\ntitle；甲\nperiod: 2024\n", (2, 1), "这一行缺少英文冒号"),
    ("source\n  publisher: 甲\n", (1, 1), "这一行缺少英文冒号"),
    ("kind: plan\ntitle: 关于: 通知\n", (2, 10), "内容里有英文冒号加空格"),
    ("title: 关于:\nkind: plan\n", (1, 10), "内容里有英文冒号加空格"),
    ("title: 甲 kind: plan\n", (1, 10), "一行里写了两项，后一项是“kind”"),
    # Brackets and commas
    ("topics: [甲, 乙\nkind: plan\nperiod: 2024\n", (1, 9), "“[”没有成对的“]”"),
    ("title: 甲\ntopics: [甲, 乙\nr: [{a: b}]\n", (2, 9), "“[”没有成对的“]”"),
    ("r:\n  - {unit: 甲, role: lead\n  - {unit: 乙, role: lead}\n", (2, 5), "“{”没有成对的“}”"),
    ("sections: [\n", (1, 11), "“[”没有成对的“]”"),
    ("topics: [甲, 乙}\nkind: plan\n", (1, 14), "“[”和“}”不成对"),
    ("topics: [甲, 乙］\nkind: plan\n", (1, 14), "“］”是中文括号"),
    ("r:\n  - {unit: 甲, role: lead｝\n  - {unit: 乙, role: lead}\n", (2, 25), "“｝”是中文括号"),
    ("r:\n  - ｛unit: 甲, role: lead｝\n", (2, 5), "“｛”是中文括号"),
    ("r: ｛unit: 甲, role: lead}\n", (1, 4), "“｛”是中文括号"),
    ("r: {unit: 甲，role: lead}\n", (1, 12), "“role”前面用的是“，”"),
    ("r: {unit: 甲、role: lead}\n", (1, 12), "“role”前面用的是“、”"),
    ("r: {unit: 甲 role: lead}\n", (1, 13), "“role”前面缺少英文逗号"),
    ("r: {unit：甲, role: lead}\n", (1, 9), "“unit”用的是中文冒号"),
    ('{\n  "title": "甲"\n  "kind": "plan"\n}\n', (3, 3), "这一行前面缺少英文逗号"),
    ("number: [2024] 1号\nkind: plan\n", (1, 16), "“]”后面还有内容“1号”"),
    ("topics: [甲], [乙]\nkind: plan\n", (1, 12), "“]”后面还有内容"),
    # Quotes
    ("title: '甲\nkind: plan\nperiod: 2024\n", (1, 8), "这个引号没有成对"),
    ('title: "甲\nkind: plan\nperiod: "2024"\nx: 1\n', (1, 8), "这个引号没有成对"),
    ('title: "甲”\nkind: plan\nperiod: "2024"\n', (1, 8), "引号没有成对：开头是英文引号，结尾却是中文引号"),
    ("topics: ['甲, 乙]\n", (1, 10), "这个引号没有成对"),
    ('title: "甲"的乙\nkind: plan\n', (1, 11), "引号后面还有内容“的乙”"),
    ("title: 'it's'\nkind: plan\n", (1, 12), "引号后面还有内容"),
    ("title: “甲: 乙”\n", (1, 8), "外面是中文引号，括不住里面的英文冒号"),
    # Signs that YAML keeps for itself
    *((f"kind: plan\ntitle: {sign}甲\n", (2, 8), f"“{sign}”在内容开头另有含义") for sign in "@%`*&!,]}"),
    ("notes:\n  - *甲\n", (2, 5), "“*”在内容开头另有含义"),
    ("title: **甲**\n", (1, 8), "“*”在内容开头另有含义"),
    ("r: {unit: @甲, role: lead}\n", (1, 11), "“@”在内容开头另有含义"),
    ("topics: [@甲]\n", (1, 10), "“@”在内容开头另有含义"),
    ("text: >5人\n", (1, 9), "| 或 > 的后面不能再写内容"),
    # Behind what is fine
    (
        "text: |\n  title：甲\n  @ [ '\nintro: '多\n  行'\ntopics: [甲,\n  乙]\nkind：plan\nperiod: 2024\n",
        (8, 5),
        "“kind”用的是中文冒号",
    ),
    ("text: 第一行\n  第二行 [\nsource:\n- a\n- b: c\nkind: @\n", (6, 7), "“@”在内容开头另有含义"),
]


@pytest.mark.parametrize(("text", "place", "what"), TYPED, ids=[t[0][:24] for t in TYPED])
def test_the_cause_is_named_where_it_is(text: str, place: tuple[int, int], what: str) -> None:
    tree, problems = yaml_reader.parse(text, "f.yml")
    assert tree is None
    assert (problems[0].line, problems[0].column) == place, problems[0]
    assert problems[0].what.startswith(what)
    assert len({p.line for p in problems}) == len(problems), (
        "nothing is said of what was read wrongly behind it"
    )


def test_sound_files_show_no_slip() -> None:
    files = [*(ROOT / "content").rglob("*.yml"), *SOUND.rglob("*.yml")]
    assert len(files) > 15
    for file in files:
        assert yaml_walk.first_slip(file.read_text("utf-8"), 10**6) is None, file


# What is done to one line of a sound file, and what must be said of that very line.
SPOILT = {
    "这个引号没有成对": (r"( *(?:- )?\w+: )([^\[{|>\"'].*)", r'\1"\2'),
    "用的是中文冒号": (r"( *\w+): (.+)", r"\1：\2"),
    "的冒号后面少一个空格": (r"( *\w+): (.+)", r"\1:\2"),
    "“[”没有成对": (r"(.*\[[^]]+)\]", r"\1"),
    "“{”没有成对": (r"(.*\{[^}]+)\}", r"\1"),
    "前面用的是“，”": (r"(.*\{\w+: \w+), (\w+: .*)", r"\1，\2"),
    "缩进里有制表符": (r"  ( *\S.*)", "\t\\1"),
    "列表用的不是英文短横线": (r"( +)- (\w+: .*)", r"\1－ \2"),
    "短横线后面少一个空格": (r"( +)- (\w+: .*)", r"\1-\2"),
    "在内容开头另有含义": (r"( *(?:- )?\w+: )([^\[{|>\"'].*)", r"\1@\2"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_line_spoilt_in_a_long_file_is_the_line_told(what: str) -> None:
    pattern, spoilt = SPOILT[what]
    lines = (ROOT / "content/wuhu/2024-yaodian.yml").read_text("utf-8").split("\n")
    fit = [
        i
        for i, line in enumerate(lines)
        if re.fullmatch(pattern, line) and i and not re.search(r":$|：", lines[i - 1])
    ]
    assert fit
    for i in fit[:: len(fit) // 12 + 1]:
        text = "\n".join([*lines[:i], re.sub(f"^{pattern}$", spoilt, lines[i]), *lines[i + 1 :]])
        problems = yaml_reader.parse(text, "f.yml")[1]
        assert problems[0].line == i + 1, problems[0]
        assert what in problems[0].what


@given(
    st.text(alphabet=st.sampled_from(list("ab甲：: -－\n\t　[]{}｛,，#&*!|>'\"“%@`?\\0")), max_size=80),
    st.integers(0, 12),
)
def test_any_text_gives_a_place_within_it(text: str, last: int) -> None:
    slip = yaml_walk.first_slip(text, last)
    if slip:
        lines = text.split("\n")
        assert 0 <= slip.line < len(lines)
        assert 0 <= slip.column <= len(lines[slip.line])


# Valid YAML that is surely a slip: told where the model or a register fails. A task's fields, what is said.
READ_AS_TEXT = [
    ("topics: ［粮食］", "“topics”应是列表。请把中文括号改成英文括号"),
    ("cites: -甲办法", "“cites”应是列表。列表每项请以英文短横线加空格开头"),
    ("responsibility: [{unit: 一科, role: “lead”}]", "“role”不能写““lead””。请去掉中文引号；可写：lead"),
    (
        "responsibility: [{unit: 一科、业务二科, role: lead}]",
        "没有登记的责任单位“一科、业务二科”。“、”连起来的算一项，如果是几项，请每个单位写一项",
    ),
    ("responsibility: [unit：一科]", "“unit”用的是中文冒号。请改成英文冒号，后面空一格：unit: …"),
    (
        "topics: [粮食、执法]",
        "没有登记的主题“粮食、执法”。“、”连起来的算一项，如果是几项，请分开写，各项之间用英文逗号",
    ),
    ("topics: [粮食，执法]", "没有登记的主题“粮食，执法”。“，”连起来的算一项"),
    ("deadlines: [2025-06-31]", "看不懂完成时限“2025-06-31”，日历上没有这一天。请核对日期"),
    ("measures: [一是: 甲]", "不认识“一是”"),
    ("note: {时间: 9点}", "“note”应是一段文字。请检查缩进；内容里有英文冒号加空格时，请给整个内容加上引号"),
    ("status: done，", "“status”不能写“done，”。请去掉末尾的标点"),
]


@pytest.mark.parametrize(("fields", "said"), READ_AS_TEXT, ids=[r[0] for r in READ_AS_TEXT])
def test_what_yaml_reads_as_text_is_told_where_it_fails(tmp_path: Path, fields: str, said: str) -> None:
    content = write(
        tmp_path / "content",
        {
            "jia/agency.yml": AGENCY,
            "topics.yml": "topics: [{id: liangshi, name: 粮食}, {id: zhifa, name: 执法}]\n",
            "jia/a.yml": f"{HEAD}sections:\n  - title: 一节\n    tasks:\n      - id: 1\n        title: 甲\n"
            f"        {fields}\n",
        },
    )
    problems = problems_of(content)
    assert all(p.startswith("content/jia/a.yml:11:") for p in problems), problems
    assert any(said in p for p in problems), problems


def test_an_id_in_chinese_quotes(tmp_path: Path) -> None:
    content = write(
        tmp_path / "content",
        {
            "jia/agency.yml": AGENCY,
            "jia/a.yml": f"{HEAD}disclosure: {{formed: 2024－03－22}}\nsections:\n  - title: 一节\n"
            f"    tasks:\n      - {{id: “01”, title: 甲}}\n",
        },
    )
    assert problems_of(content) == [
        "content/jia/a.yml:6:22: 错误：“2024－03－22”不是日期，或没有这一天。请改成半角字符；"
        "请写成 2024-03-22。",
        "content/jia/a.yml:10:14: 错误：编号““01””不能作地址。请去掉中文引号；"
        "编号只用小写字母、数字和短横线，最长 64 个字符，如 2024-yaodian。",
    ]
