"""A corrected source put into a YAML that a clerk has worked on: what the clerk did not touch follows the
source, what the clerk did stays, and where both changed something, both are told."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from support import Run, run

from generator.content.yaml_reader import parse
from generator.importer.compare.merge import merge
from generator.importer.draft.atomic_write import show
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.pipeline import import_text

FIRST = """云溪县林业局2024年工作要点
一、造林绿化
1.补植行道树。全年补植行道树500株。2024年6月底前完成。（责任单位：造林股）
2.管护苗圃。按月浇水施肥。（责任单位：苗圃站）
二、抓服务
1.公开信息。每季度公开一次。（责任单位：办公室）
2.回复来信。来信一周内回复。（责任单位：办公室、造林股）
"""


def draft(text: str) -> str:
    return to_yaml(import_text(text))


def tree_of(text: str) -> Any:
    return parse(text, "")[0]


def tasks_of(tree: Any) -> list[dict[str, Any]]:
    return [task for section in tree["sections"] for task in section.get("tasks", [])]


def merged(later: str, mine: str | None = None) -> tuple[Any, list[str], list[str]]:
    """The tree after the merge, what was taken, what is left. Merged once more, nothing changes."""
    before, after = tree_of(draft(FIRST)), tree_of(draft(later))
    result = merge(before, after, draft(FIRST) if mine is None else mine)
    again = merge(before, after, result.text)
    assert (again.text, again.taken, again.left) == (result.text, [], result.left)
    return tree_of(result.text), result.taken, [told.words for told in result.left]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("500株", "600株"),
        ("2024年6月底前", "2024年9月底前"),
        ("责任单位：苗圃站", "牵头单位：苗圃站；配合单位：办公室"),
        ("办公室、造林股", "造林股"),
        ("按月浇水施肥。", "按旬浇水施肥。对照《苗圃管护规范》检查。"),
        ("2024年工作要点", "2024年度工作要点"),
        ("二、抓服务", "二、抓服务提升"),
        ("2.管护苗圃", "2.清理枯枝。清理枯枝12处。（责任单位：造林股）\n3.管护苗圃"),
        ("1.公开信息", "1.修订制度。年内修订。（责任单位：办公室）\n2.公开信息"),
        ("二、抓服务", "二、抓宣传\n1.进校园。宣讲20场。（责任单位：办公室）\n三、抓服务"),
        ("云溪县林业局2024年工作要点\n", "云溪县林业局2024年工作要点\n为做好工作，制定本要点。\n"),
    ],
)
def test_a_draft_that_nobody_touched_becomes_the_new_draft(old: str, new: str) -> None:
    later = FIRST.replace(old, new)
    tree, taken, left = merged(later)
    wanted = tree_of(draft(later))
    if left:  # a text that was not there, which no edit puts in
        assert left == ["文件：引言 原文由（空）改为“为做好工作，制定本要点。”，请自己改"]
        wanted.pop("intro")
    else:
        assert taken
    for task in (*tasks_of(tree), *tasks_of(wanted)):
        task.pop("id")
    assert tree == wanted


def test_what_the_clerk_wrote_stays_beside_what_the_source_says_anew() -> None:
    mine = (
        draft(FIRST)
        .replace("title: 管护苗圃", "title: 管护苗圃  # 看过了\n        topics: [苗圃]")
        .replace("id: 2-1", 'id: "gongkai"')
        .replace("每季度公开一次", "每季度公开一次（网站）")
    )
    later = FIRST.replace("按月浇水", "按旬浇水").replace("500株", "600株").replace("一周内", "三日内")
    before, after = tree_of(draft(FIRST)), tree_of(draft(later))
    text, taken, left = merge(before, after, mine)
    changed = [(a, b) for a, b in zip(mine.splitlines(), text.splitlines(), strict=True) if a != b]
    assert all("一周" in a or "500" in a or "按月" in a for a, _ in changed)
    assert "title: 管护苗圃  # 看过了" in text
    assert "每季度公开一次（网站）" in text
    assert 'id: "gongkai"' in text
    assert left == []
    assert "任务“管护苗圃”：正文 “按月浇水施肥。” → “按旬浇水施肥。”" in taken
    assert "value: 600" in text


def test_where_both_changed_something_nothing_is_written_and_both_are_told() -> None:
    mine = draft(FIRST).replace("按月浇水施肥", "每月浇水施肥")
    tree, taken, left = merged(FIRST.replace("按月浇水施肥", "按旬浇水施肥"), mine)
    assert tree == tree_of(mine)
    assert taken == []
    assert left == [
        "任务“管护苗圃”：正文 原文由“按月浇水施肥。”改为“按旬浇水施肥。”，"
        "现有“每月浇水施肥。”是手工改过的，没有动，请决定"
    ]


def test_a_clerk_who_has_it_already_is_told_nothing() -> None:
    later = FIRST.replace("按月浇水施肥", "按旬浇水施肥")
    assert merged(later, draft(FIRST).replace("按月浇水施肥", "按旬浇水施肥"))[1:] == ([], [])


def test_a_unit_of_two_is_changed_alone() -> None:
    mine = draft(FIRST).replace("unit: 办公室, role: responsible", "unit: 局办公室, role: responsible")
    tree, _, left = merged(FIRST.replace("办公室、造林股", "办公室、苗圃站"), mine)
    assert [one["unit"] for one in tasks_of(tree)[3]["responsibility"]] == ["局办公室", "苗圃站"]
    # the words in brackets name both, and the clerk has not changed them
    assert left == []


def test_a_task_that_the_source_dropped_is_told_and_stays() -> None:
    later = FIRST.replace("2.管护苗圃。按月浇水施肥。（责任单位：苗圃站）\n", "")
    tree, _, left = merged(later)
    assert [task["title"] for task in tasks_of(tree)] == ["补植行道树", "管护苗圃", "公开信息", "回复来信"]
    assert left == ["任务“管护苗圃”：原文删去了，这里没有动，请决定去留"]


def test_a_task_that_the_clerk_removed_is_told_if_the_source_changed_it() -> None:
    mine = tree_of(draft(FIRST))
    mine["sections"][0]["tasks"].pop(1)
    text = yaml.safe_dump(mine, allow_unicode=True)
    assert merged(FIRST.replace("500株", "600株"), text)[2] == []
    left = merged(FIRST.replace("按月", "按旬"), text)[2]
    assert left == ["任务“管护苗圃”：原文改了，这里没有这一项，请核对"]


def test_a_task_in_another_section_is_told() -> None:
    line = "2.管护苗圃。按月浇水施肥。（责任单位：苗圃站）\n"
    left = merged(FIRST.replace(line, "") + line.replace("2", "3", 1))[2]
    assert left == ["任务“管护苗圃”：原文移到了别的章节，这里没有动，请自己移"]


def test_a_task_whose_title_is_a_corrected_figure_is_the_same_task() -> None:
    rows = "序号 | 工作任务 | 责任单位\n1 | 植树{}株 | 造林股\n2 | 修路2公里 | 办公室\n"
    first = "云溪县林业局2024年任务分解表\n" + rows
    before, after = (tree_of(draft(first.format(words))) for words in ("500", "600"))
    result = merge(before, after, draft(first.format("500")))
    assert result.left == []
    assert [(task["id"], task["title"]) for task in tasks_of(tree_of(result.text))] == [
        ("r1", "植树600株"),
        ("r2", "修路2公里"),
    ]


def test_a_new_task_gets_an_id_of_its_own() -> None:
    later = FIRST.replace("2.管护苗圃", "2.清理枯枝。清理枯枝12处。（责任单位：造林股）\n3.管护苗圃")
    tasks = tasks_of(merged(later)[0])
    assert [(task["id"], task["title"]) for task in tasks[:3]] == [
        ("1-1", "补植行道树"),
        ("1-2-2", "清理枯枝"),
        ("1-2", "管护苗圃"),
    ]


def test_a_yaml_with_crlf_and_a_mark_keeps_them() -> None:
    mine = "\ufeff" + draft(FIRST).replace("\n", "\r\n")
    before, after = tree_of(draft(FIRST)), tree_of(draft(FIRST.replace("500株", "600株")))
    text = merge(before, after, mine).text
    assert text.startswith("\ufeff")
    assert text.replace("600", "500") == mine


SLIPS = (("500", "501"), ("2024年6月", "2024年8月"), ("浇水", "松土"), ("办公室", "综合股"), ("公开", "发布"))


@pytest.mark.parametrize("seed", range(12))
def test_nothing_differs_in_silence(seed: int) -> None:
    """Whatever a source changes is taken, or told; and what a clerk changed is there afterwards."""
    chance = random.Random(seed)
    lines = FIRST.splitlines()
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(1, len(lines))
        lines[at] = chance.choice((lines[at], lines[at] + "\n9.植绿。年内植绿3处。（责任单位：造林股）"))
        lines[at] = lines[at].replace(*chance.choice(SLIPS))
    if chance.random() < 0.5:
        lines.pop(chance.randrange(2, len(lines)))
    later = "\n".join(lines)
    tree, _, left = merged(later)
    told = tree_of(draft(later))
    for task in (*tasks_of(tree), *tasks_of(told)):
        task.pop("id")
    assert tree == told or left
    mine = draft(FIRST).replace("回复来信", "回复群众来信")
    assert "回复群众来信" in [task["title"] for task in tasks_of(merged(later, mine)[0])]


# the command


class Desk:
    """A content folder with one document in the hands of a clerk, and both sources."""

    def __init__(self, folder: Path) -> None:
        self.old, self.new = folder / "要点.txt", folder / "要点（更正）.txt"
        self.old.write_text(FIRST, "utf-8")
        (folder / "content" / "yunxi").mkdir(parents=True)
        (folder / "content" / "topics.yml").write_text("topics: []\n", "utf-8")
        self.yml = folder / "content" / "yunxi" / "2024-yaodian.yml"
        assert run("import", self.old, "--out", folder / "content" / "yunxi").status == 0

    def update(self, text: str, *more: object) -> Run:
        self.new.write_text(text, "utf-8")
        return run("import", self.new, "--into", self.yml, "--before", self.old, *more)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_command_says_what_it_wrote_and_what_to_run(desk: Desk) -> None:
    said = desk.update(FIRST.replace("500株", "600株"))
    assert (said.status, said.err) == (0, "")
    assert f"已改 {show(desk.yml)}，2 处：\n  任务“补植行道树”：正文 " in said.out
    assert "指标 “全年补植行道树500株” → “全年补植行道树600株”" in said.out
    assert f"--check {show(desk.yml)} {show(desk.new)}" in said.out
    assert "600" in desk.yml.read_text("utf-8")
    assert "没有要改的" in desk.update(FIRST.replace("500株", "600株")).out


def test_the_command_names_the_line_of_what_is_to_be_decided(desk: Desk) -> None:
    desk.yml.write_text(desk.yml.read_text("utf-8").replace("按月浇水", "每月浇水"), "utf-8")
    said = desk.update(FIRST.replace("按月浇水", "按旬浇水").replace("500株", "600株"))
    line = next(n for n, words in enumerate(desk.yml.read_text("utf-8").splitlines(), 1) if "每月" in words)
    assert said.status == 1
    assert f"2024-yaodian.yml:{line}: 任务“管护苗圃”：正文" in said.out
    assert "有 1 处要由您决定" in said.out


@pytest.mark.parametrize("more", [("--out", "x"), ("--replace",), ("--format", "json")])
def test_other_ways_of_writing_do_not_go_with_it(desk: Desk, more: tuple[str, ...]) -> None:
    before = desk.yml.read_bytes()
    assert desk.update(FIRST.replace("500株", "600株"), *more).status == 2
    assert desk.yml.read_bytes() == before


def test_it_needs_the_old_source(desk: Desk) -> None:
    said = run("import", desk.old, "--into", desk.yml)
    assert said.status == 2
    assert "--before 原来导入的那份原文" in said.err


@pytest.mark.parametrize("bad", ["没有.docx", "agency.yml", "空.txt"])
def test_a_file_that_is_none_is_one_sentence(desk: Desk, bad: str, tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_text("", "utf-8")
    (tmp_path / "agency.yml").write_text("name: 云溪县林业局\nunits: []\n", "utf-8")
    for old, new in ((tmp_path / bad, desk.old), (desk.old, tmp_path / bad)):
        said = run("import", new, "--into", desk.yml, "--before", old)
        assert said.status == 1
        assert bad in said.err
        assert "Traceback" not in said.err
