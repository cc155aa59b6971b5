"""Every kind of clerk's mistake: the exact sentence with its place, and all of them in one run
(data/mistakes.txt)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import support
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from support import AGENCY, DATA, HEAD, Case, problems_of, read_cases, write

from generator.build import build, check
from generator.content import files
from generator.content.config import Config
from generator.content.load import _REGISTRIES, read_content
from generator.content.validation_messages import finding_for
from generator.model.record import nothing, validated
from generator.model.records import Document
from generator.model.registries import Agency, MovedPages, Policies, Topics
from generator.problems import Problem, ProblemsError


def cases() -> list[Case]:
    return read_cases(DATA / "mistakes.txt")


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_mistake(tmp_path: Path, case: Case) -> None:
    content = write(tmp_path / "content", {"jia/agency.yml": AGENCY} | case.files)
    assert problems_of(content) == case.says


def test_the_cases_say_something() -> None:
    assert len(cases()) >= 25
    assert all(case.says for case in cases())


@pytest.mark.parametrize("line", [line for case in cases() for line in case.says])
def test_every_sentence_is_chinese_and_has_a_place(line: str) -> None:
    found = re.fullmatch(r"(content/[^:]+)(:[1-9]\d*:[1-9]\d*)?: (错误|提醒)：(.+?)。(.+)。", line)
    assert found, line
    assert not re.search(r"Input should|Value error|\b(?!ongoing |recurring )[a-z]+ing |。。", line)


def test_a_whole_broken_site_in_one_run() -> None:
    """data/sites/broken: a mistake in every file, each reported once."""
    expected = (DATA / "sites" / "broken" / "expected.txt").read_text("utf-8").splitlines()
    assert problems_of(DATA / "sites" / "broken" / "content") == expected


def test_the_sound_site_is_sound() -> None:
    assert problems_of(support.SOUND / "content") == []


def test_fields_that_hold_nothing_share_one_list_that_nobody_fills(tmp_path: Path) -> None:
    """Room for a large site; it would be a snare if anybody put something in."""
    library, _ = check(support.SOUND / "content")
    records = [task.record for task in library.tasks]
    empty = {id(record.links) for record in records if not record.links}
    assert empty == {id(record.persons) for record in records if not record.persons} == {id(nothing())}
    build(support.SOUND / "content", support.SOUND / "site_config.yml", tmp_path / "site", jobs=1)
    assert nothing() == []


def test_no_content_folder(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "content") == [
        f"{tmp_path}/content: 错误：没有这个目录。请用 --content 指明 content 目录。"
    ]


def test_a_build_without_its_content_says_so_once(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as raised:
        build(tmp_path / "content", support.SOUND / "site_config.yml", tmp_path / "site", jobs=1)
    assert [problem.what for problem in raised.value.problems] == ["没有这个目录"]


def test_an_empty_content_folder_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert problems_of(tmp_path / "content") == []


def test_files_keep_their_order_and_hidden_ones_are_passed_over(tmp_path: Path) -> None:
    content = write(
        tmp_path / "content",
        {
            "yi/agency.yml": AGENCY,
            "jia/agency.yml": AGENCY,
            "jia/b.yml": HEAD + "sections: []\n",
            "jia/a.yml": HEAD + "sections: []\n",
            "jia/.a.yml.swp": "x",
            ".git/config": "x",
            "readme.txt": "x",
        },
    )
    found, problems = read_content(files.read(content))
    assert problems == []
    assert [a.id for a in found.agencies] == ["jia", "yi"]
    assert [d.file for d in found.documents] == ["jia/a.yml", "jia/b.yml"]


def test_symlinked_agencies_are_refused(tmp_path: Path) -> None:
    content = write(tmp_path / "content", {"jia/agency.yml": AGENCY})
    (content / "loop").symlink_to(".")
    (content / "gone").symlink_to("nowhere")
    (content / "jia" / "self.yml").symlink_to("self.yml")
    assert problems_of(content) == [
        "content/gone: 错误：这个符号链接没有通向任何文件。请换成真正的文件或目录，或删除它。",
        "content/jia/self.yml: 错误：文件读不出来（符号链接绕成一圈）。请检查文件是否存在、是否有读取权限。",
        "content/loop: 错误：这是一个符号链接，可能绕成一圈。请换成真正的目录。",
    ]


def test_each_registry_that_is_read_has_a_record() -> None:
    assert tuple(_REGISTRIES) == files.REGISTRIES


def test_two_processes_read_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.content.files._WORTH_A_PROCESS", 0)
    written = {f"jia/a{i}.yml": HEAD + ("sections: []\n" if i % 3 else f"titel: {i}\n") for i in range(9)}
    content = write(tmp_path / "content", {"jia/agency.yml": AGENCY} | written)
    one, two = read_content(files.read(content)), read_content(files.read(content, 2))
    assert one == two
    assert len(one[0].documents) == 6
    assert len(one[1]) == 6  # titel, and no sections


def test_unknown_names_are_reported_beside_other_mistakes(tmp_path: Path) -> None:
    content = write(
        tmp_path / "content",
        {
            "jia/agency.yml": AGENCY,
            "jia/a.yml": HEAD
            + """sections:
  - titel: 一节
    tasks:
      - id: 1
        title: 甲
        负责人: 乙
        responsibility: [{unit: 三科, role: lead}, {unit: 一科, role: lead}]
        deadlines: [2024年2月30日前, 每季度]
        cites: [某办法]
        topics: [某主题]
        links: [{kind: reports, to: jia/a/9}, {kind: reports, to: jia/a/1}]
        measures:
          - {text: 一步, responsibility: [{unit: 四科, role: lead}]}
      - {id: 1, title: 丙}
""",
        },
    )
    assert [(p.split(":")[1], p.partition("错误：")[2].partition("。")[0]) for p in problems_of(content)] == [
        ("7", "不认识“titel”"),
        ("7", "缺少“title”"),
        ("11", "不认识“负责人”"),
        ("12", "没有登记的责任单位“三科”"),
        ("13", "看不懂完成时限“2024年2月30日前”，日历上没有这一天"),
        ("14", "没有登记的引用文件“某办法”"),
        ("15", "没有登记的主题“某主题”"),
        ("18", "没有登记的责任单位“四科”"),
        ("19", "任务编号“1”已经用于“甲”"),
    ]


def test_many_mistakes_in_a_big_file_are_all_found(tmp_path: Path) -> None:
    tasks = "".join(f"      - {{id: {i}, titel: 任务{i}}}\n" for i in range(5000))
    content = write(
        tmp_path / "content",
        {"jia/agency.yml": AGENCY, "jia/a.yml": f"{HEAD}sections:\n  - title: 一节\n    tasks:\n{tasks}"},
    )
    assert len(problems_of(content)) == 10_000


# Any tree: validation says problems, never anything else.

MODELS = [Document, Agency, Policies, Topics, MovedPages, Config]
_NAMES = sorted(
    {name for model in MODELS for name in TypeAdapter(model).json_schema().get("properties", {})}
    | {
        name
        for model in MODELS
        for definition in TypeAdapter(model).json_schema().get("$defs", {}).values()
        for name in definition.get("properties", {})
    }
)
_WORDS = st.sampled_from(
    [
        "",
        "x",
        "甲",
        "2024",
        "2024-02-30",
        "2024-03-22 11:15",
        "+5",
        "1e999",
        "-0",
        "{field}",
        "{0}",
        "%s",
        "lead",
        "plan",
        "full",
        "jia/a/1",
        "https://a.example/",
        "∞",
        "९",
        "\u202e",
        "𠮷",
    ]
) | st.text(max_size=12)
_TREES = st.recursive(
    _WORDS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(_NAMES) | st.text(max_size=6), inner, max_size=6)
    ),
    max_leaves=16,
)


@given(st.dictionaries(st.sampled_from(_NAMES), _TREES, max_size=8), st.sampled_from(MODELS))
def test_any_tree_gives_a_record_or_problems(tree: dict[str, object], model: type) -> None:
    from pydantic import ValidationError

    try:
        validated(model, tree)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            finding = finding_for("f.yml", detail, model)
            assert finding.what
            assert finding.hint
            line = str(Problem("f.yml", 1, 1, finding.what, finding.hint))
            assert "Input should" not in line, detail["type"]


def test_files_of_hand_written_pages_are_published_beside_our_own(tmp_path: Path) -> None:
    root = support.copy_sound(tmp_path)
    write(
        root / "content/pages",
        {"assets/map.svg": "<svg/>", "shell/more.md": "# 更多\n", "extra.md": '# 甲"<b>乙</b>\n'},
    )
    done = support.build(root)
    assert done.status == 0, done
    assert (root / "site/assets/map.svg").is_file()
    assert (root / "site/assets/gongkai.css").is_file()
    assert (root / "site/shell/more.html").is_file()
    assert "<b>乙</b>" not in (root / "site/jia/index.html").read_text("utf-8"), (
        "a heading is text in the navigation"
    )


def test_many_unknown_names_cost_no_more_than_a_few_guesses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr("difflib.get_close_matches", lambda name, *_, **__: asked.append(name) or [])
    units = ", ".join(f"{{unit: 弟{i % 300}科, role: lead}}" for i in range(600))
    content = write(
        tmp_path / "content",
        {
            "jia/agency.yml": AGENCY,
            "jia/a.yml": f"{HEAD}sections: [{{title: 一节, tasks: [{{id: 1, title: 甲, responsibility: "
            f"[{units}]}}]}}]\n",
        },
    )
    assert len(problems_of(content)) == 300  # each name once, with its two places
    assert 0 < len(asked) <= 20


def test_comments_of_an_import_that_ask_for_a_look_are_counted(tmp_path: Path) -> None:
    document = (
        "# 由导入生成，请对照原文核对后发布；带“请核对”的地方须有人看过。\n"
        + HEAD
        + "sections:\n  - title: 一节  # 请核对：不知道\n"
    )
    content = write(tmp_path / "content", {"jia/agency.yml": AGENCY, "jia/a.yml": document})
    records, problems = read_content(files.read(content))
    assert [(p.severity, p.line, p.what) for p in problems] == [
        ("warning", document.count("\n"), "还有 1 处注明“请核对”，这是第一处")
    ]
    assert not records.broken


def test_a_doubt_of_many_places_counts_each_place_once(tmp_path: Path) -> None:
    document = (
        "# 请核对①：标题为导入时所加（共 3 处，下面注明“请核对①”）\n"
        + HEAD
        + "sections:\n"
        + "".join(f"  - title: {n}节  # 请核对①\n" for n in "一二三")
    )
    content = write(tmp_path / "content", {"jia/agency.yml": AGENCY, "jia/a.yml": document})
    _, problems = read_content(files.read(content))
    assert [(p.line, p.what) for p in problems] == [
        (document.count("\n") - 2, "还有 3 处注明“请核对”，这是第一处")
    ]


def test_a_comment_may_name_the_characters_that_an_import_replaced(tmp_path: Path) -> None:
    document = "# 原文有 2 个字用了部首的编码（如“⾏”）\n" + HEAD + "sections: []  # ⺠\n"
    content = write(tmp_path / "content", {"jia/agency.yml": AGENCY, "jia/a.yml": document})
    assert read_content(files.read(content))[1] == []


def test_characters_copied_from_a_pdf_are_told(tmp_path: Path) -> None:
    document = HEAD + "sections:\n  - title: ⼀节抓⺠生\n"
    content = write(tmp_path / "content", {"jia/agency.yml": AGENCY, "jia/a.yml": document})
    _, problems = read_content(files.read(content))
    assert [(p.severity, p.line, p.column) for p in problems] == [("warning", document.count("\n"), 12)]
    assert "有 2 个字用了部首的编码" in problems[0].what
    assert "请重新输入“一”" in problems[0].hint
