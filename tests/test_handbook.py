"""The clerk's handbook on results:
its words, its example and the messages that it quotes are those of the program.
"""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
import support
from support import HEAD, ROOT

from generator.cli.commands import cli
from generator.model.records import LinkKind
from generator.model.statuses import STATUS_LABEL, class_of

TEXT = (ROOT / "docs" / "经办人手册.md").read_text("utf-8")
CHAPTER = re.search(r"^## 五、进展和结果\n(.*?)^## ", TEXT, re.M | re.S)


def chapter() -> str:
    assert CHAPTER is not None
    return CHAPTER[1]


def rows(title: str) -> list[list[str]]:
    """The rows of the table under a heading of the chapter, without its head."""
    part = chapter().split(f"### {title}\n")[1].split("\n### ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_chapters_are_numbered_in_order() -> None:
    numbers = re.findall(r"^## ([一二三四五六七八九十]+)、", TEXT, re.M)
    assert numbers == [*"一二三四五六七八九十", "十一", "十二", "十三", "十四"]


def test_the_words_of_status_are_of_the_class_that_they_stand_beside() -> None:
    table = [(*re.fullmatch(r"`(\w+)` (\S+)", head).groups(), words) for head, words in rows("状态的词")]  # type: ignore[union-attr]
    assert {name: label for name, label, _ in table} == STATUS_LABEL
    for name, label, words in table:
        assert {class_of(word) for word in [label, *words.split("、")]} == {name}


def test_all_kinds_of_links_are_explained() -> None:
    assert {row[0].strip("`") for row in rows("链接")} == set(LinkKind.__args__)  # type: ignore[attr-defined]


def test_the_example_of_progress_is_read_as_it_stands(tmp_path: Path) -> None:
    example = re.search(r"### 进展\n\n((?:    .*\n)+)", chapter())
    assert example is not None
    assert "source: {task: shuiwu/2024-zongjie/1-1}" in example[1]
    plan = HEAD + "sections:\n  - title: 一\n    tasks:\n" + re.sub("^", "  ", example[1], flags=re.M)
    summary = (
        HEAD.replace("kind: plan", "kind: summary").replace("一份文件", "一份总结")
        + "sections: [{title: 一, tasks: [{id: 1-1, title: 供水}]}]\n"
    )
    library, problems = support.library_of(
        tmp_path,
        {
            "shuiwu/agency.yml": "name: 水务局\n",
            "shuiwu/2024-yaodian.yml": plan,
            "shuiwu/2024-zongjie.yml": summary,
        },
    )
    assert [p for p in problems if "jia/" not in p] == []
    task = next(t for t in library.tasks if t.ref == "shuiwu/2024-yaodian/01")
    outcome = task.outcome
    assert [f"{target.ratio:.0%}" for target in task.targets] == ["105%"]
    assert (outcome.words, outcome.date) == ("已完成", "2024-12-20")
    assert [source.ref for source in outcome.sources] == ["shuiwu/2024-zongjie/1-1"]


# What is typed on one task to be told the messages of the table,
# those of the records and those of the checks.
SLIPS = """
status: 差不多了
progress:
  - {date: 2025-13, status: 已完成}
  - {date: 2025-Q3}
  - 已完成
  - {date: 2025-06, status: 欠进度, source: 进展通报}
---
progress:
  - {date: 2025-Q2, status: 正常推进}
  - {date: 2025-Q2, status: {class: done, words: 推进缓慢}}
links: [{kind: continues, to: jia/2024-yaodian/77}]
---
status: 已取消
indicators: [{text: 更换12公里, name: 更换, value: 12, unit: 公里, kind: target}]
progress:
  - date: 2025-12
    status: 已完成
    indicators: [{text: 更换3000户, name: 更换, value: 3000, unit: 户, kind: actual}]
    source: {task: jia/2025-yaodian/02}
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Everything that is said of the slips."""
    head = (
        HEAD.replace("2024", "2025").replace("publisher: 甲局", "publisher: 甲局, published: 2025-02-20")
        + "sections:\n  - title: 一\n    tasks:\n      - id: 1\n        title: 甲\n"
    )
    found: list[str] = []
    for i, slip in enumerate(SLIPS.strip().split("---\n")):
        text = head + re.sub("^", "        ", slip.strip(), flags=re.M) + "\n      - {id: 02, title: 乙}\n"
        found += support.library_of(tmp_path_factory.mktemp(f"slip{i}"), {"jia/2025-yaodian.yml": text})[1]
    return "\n".join(found)


@pytest.mark.parametrize("message", [row[0] for row in rows("常见的提示")])
def test_the_messages_are_those_that_the_program_says(said: str, message: str) -> None:
    assert message in said


def test_the_sheets_go_out_and_come_back_as_the_handbook_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its commands one after the other, in a folder with the plan that they name, filled in between."""
    section = chapter().split("### 发表格给科室填、收回来\n")[1].split("\n### ")[0]
    export, look, take, check = re.findall(r"^ {8}gongkai (.+)$", section, re.M)
    plan = (
        HEAD + "sections:\n  - title: 一\n    tasks:\n      - id: 1\n        title: 供水\n"
        "        responsibility: [{unit: 供水科, role: lead}]  # 牵头\n"
    )
    agency = "name: 水务局\nunits: [{id: gongshui-ke, name: 供水科}]\n"
    support.write(tmp_path / "content", {"shuiwu/agency.yml": agency, "shuiwu/2026-yaodian.yml": plan})
    monkeypatch.chdir(tmp_path)
    assert support.run(*export.split()).out == "已写出 各科室/供水科.xlsx\n"
    book = openpyxl.load_workbook("各科室/供水科.xlsx")
    book.active["J5"], book.active["K5"], book.active["M5"] = "管道换完", "已完成", "2026年上半年"  # type: ignore[index]
    book.save("各科室/供水科.xlsx")
    assert "共 1 处改动，没有写。认可的，加 --out content 再运行一次。" in support.run(*look.split()).out
    assert (tmp_path / "content/shuiwu/2026-yaodian.yml").read_text("utf-8") == plan
    assert support.run(*take.split()).status == 0
    assert (tmp_path / "content/shuiwu/2026-yaodian.yml").read_text("utf-8") == (
        plan + "        progress:\n          - {date: 2026-H1, status: 已完成, text: 管道换完}\n"
    )
    assert "没有不同，没有改动" in support.run(*take.split()).out
    assert support.run(*check.split()).status == 0


def test_the_commands_that_export_do_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = TEXT.split("### 导出 Word 和网页\n")[1].split("\n## ")[0]
    commands = re.findall(r"^    (?:\S*/)?gongkai (.+)$", part, re.M)
    assert len(commands) == 2
    monkeypatch.chdir(tmp_path)
    for words in commands:
        done = support.run(*words.split(), "--content", support.EXAMPLE / "content")
        assert (done.status, done.err) == (0, "")
        assert (tmp_path / words.split()[-1]).stat().st_size > 5000


def test_every_command_of_the_handbook_exists() -> None:
    for words in re.findall(r"gongkai ([a-z]+)", TEXT):
        assert words in cli.commands, words


def examples_of_checks() -> list[str]:
    """The three examples of what an office does about a reminder: a note, a list of slips, settings."""
    part = TEXT.split("### 检查时会问的文字和数字\n")[1].split("\n### ")[0]
    blocks = re.findall(r"(?:^ {6}.*\n)+", part, re.M)
    return [re.sub("^ {6}", "", block, flags=re.M) for block in blocks]


def test_the_examples_of_checks_do_what_they_are_there_for(tmp_path: Path) -> None:
    note, lexicon, settings = examples_of_checks()
    root = support.copy_sound(tmp_path / "site")
    task = "- {id: 1, title: 甲, text: '截止目前，按甲办〔2019115号文,提升社会公正意识，维护公正司法。'}"
    document = f"{HEAD}sections:\n  - title: 一节\n    tasks:\n      {task}\n"
    config = root / "site_config.yml"

    def rules(*settings: str) -> list[str]:
        config.write_text("".join((bare, *settings)), "utf-8")
        done = support.run("check", "--content", root / "content", "--config", config)
        return re.findall(r"\[(\w+)\]$", done.err, re.M)

    bare = config.read_text("utf-8").rstrip("\n") + "\n"
    support.write(root / "content", {"jia/2024-x.yml": document})
    assert rules() == ["document_numbers", "half_width"]
    words = note.partition(": ")[2].strip()
    noted = document.replace("'}", f"', note: {words}}}")
    support.write(root / "content", {"jia/2024-x.yml": noted, "lexicon.yml": lexicon})
    assert sorted(rules()) == ["half_width", "lexicon", "lexicon"]
    assert rules(settings) == ["lexicon", "lexicon"]
