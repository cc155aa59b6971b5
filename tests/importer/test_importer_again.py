"""A file that is imported again: the difference to the YAML that is there, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from importer_command import Ears, files_in
from support import run

from generator.cli.new.samples import create
from generator.content.yaml_reader import parse
from generator.importer.compare.reimport import changes
from generator.importer.draft.atomic_write import show
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.pipeline import import_text
from generator.importer.run import run_import

FIRST = """云溪县林业局2024年工作要点
一、造林绿化
1.补植行道树。全年补植行道树500株。2024年6月底前完成。（责任单位：造林股）
2.管护苗圃。按月浇水施肥。（责任单位：苗圃站）
二、抓服务
3.公开信息。每季度公开一次。（责任单位：办公室）
"""
LATER = (
    FIRST.replace("500株", "600株")
    .replace("2.管护苗圃。按月浇水施肥。（责任单位：苗圃站）\n", "")
    .replace("3.公开信息。", "2.清理枯枝。清理枯枝12处。（责任单位：造林股）\n3.公开信息。")
)
AGENCY = "name: 云溪县林业局\nunits: []\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with one agency and one imported document, which a clerk has worked on."""
    folder = tmp_path / "content"
    (folder / "yunxi").mkdir(parents=True)
    (folder / "topics.yml").write_text("topics: []\n", "utf-8")
    (folder / "yunxi" / "agency.yml").write_text(AGENCY, "utf-8")
    (tmp_path / "要点.txt").write_text(FIRST, "utf-8")
    assert run_import([tmp_path / "要点.txt"], out=folder, say=Ears()) == 0
    return folder


def again(content: Path, text: str, **more: bool) -> tuple[int, str]:
    source = content.parent / "要点.txt"
    source.write_text(text, "utf-8")
    ears = Ears()
    return run_import([source], out=content, say=ears, **more), ears.all


def test_a_corrected_file_shows_its_differences_and_both_ways_on(content: Path) -> None:
    before = files_in(content)
    status, said = again(content, LATER)
    assert status == 1
    assert files_in(content) == before
    for words in (
        "新增任务“清理枯枝”",
        "少了任务“管护苗圃”（02）",
        "任务“补植行道树”：指标 现有“全年补植行道树500株”，这次“全年补植行道树600株”",
        f"--out {content} --replace",
        "--out 另一个目录",
    ):
        assert words in said


def test_it_replaces_the_document_that_is_there_where_that_is_asked_for(content: Path) -> None:
    renamed = content / "yunxi" / "yaodian.yml"
    (content / "yunxi" / "2024-yaodian.yml").rename(renamed)
    status, said = again(content, LATER, replacing=True)
    assert status == 0
    assert f"已覆盖 {show(renamed)}" in said
    assert sorted(f.name for f in (content / "yunxi").glob("*.yml")) == ["agency.yml", "yaodian.yml"]
    tasks = [t["title"] for s in yaml.safe_load(renamed.read_text("utf-8"))["sections"] for t in s["tasks"]]
    assert tasks == ["补植行道树", "清理枯枝", "公开信息"]
    assert again(content, LATER)[0] == 0


def test_what_a_clerk_wrote_is_kept_and_told(content: Path) -> None:
    file = content / "yunxi" / "2024-yaodian.yml"
    edited = file.read_text("utf-8").replace("管护苗圃", "看护苗圃")
    file.write_text(edited, "utf-8")
    status, said = again(content, FIRST)
    assert (status, file.read_text("utf-8")) == (1, edited)
    assert "现有“看护苗圃”，这次“管护苗圃”" in said


def test_another_document_of_the_same_year_is_no_correction(content: Path) -> None:
    other = content.parent / "安全.txt"
    other.write_text(FIRST.replace("2024年工作要点", "2024年安全生产工作要点"), "utf-8")
    assert run_import([other], out=content, say=Ears()) == 0
    assert (content / "yunxi" / "2024-yaodian-2.yml").exists()


def test_a_file_of_another_year_with_the_same_name_is_no_correction(content: Path) -> None:
    status, _ = again(content, FIRST.replace("2024", "2025"))
    assert status == 0
    assert (content / "yunxi" / "2025-yaodian.yml").exists()


def test_the_others_of_a_batch_are_written(content: Path) -> None:
    source = content.parent / "要点.txt"
    source.write_text(LATER, "utf-8")
    other = content.parent / "明年.txt"
    other.write_text(FIRST.replace("2024", "2025"), "utf-8")
    assert run_import([source, other], out=content, say=Ears()) == 1
    assert (content / "yunxi" / "2025-yaodian.yml").exists()
    assert "600株" not in (content / "yunxi" / "2024-yaodian.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("责任单位：苗圃站", "牵头单位：苗圃站", "责任单位 现有“苗圃站（责任）”，这次“苗圃站（牵头）”"),
        ("2024年6月底前", "2024年9月底前", "完成时限 现有“2024年6月底前”，这次“2024年9月底前”"),
        ("按月浇水", "按旬浇水", "正文 现有“按月浇水施肥。”，这次“按旬浇水施肥。”"),
        ("二、抓服务", "二、抓服务提升", "章节“抓服务”：标题 现有“抓服务”，这次“抓服务提升”"),
        ("云溪县林业局2024年工作要点", "云溪县林业局2024年度工作要点", "标题：现有"),
        ("3.公开信息", "3.公开信息", ""),
        ("1.补植", "1.新修便道。修三条。\n2.补植", "新增任务“新修便道”"),
    ],
)
def test_each_change_is_one_line(old: str, new: str, told: str) -> None:
    before, after = (parse(to_yaml(import_text(t)), "")[0] for t in (FIRST, FIRST.replace(old, new)))
    lines = changes(before, after)
    assert any(told in line for line in lines) if told else lines == []


def test_replace_needs_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, "utf-8")
    said = run("import", tmp_path / "a.txt", "--replace")
    assert said.status == 2
    assert "--out" in said.err


def test_a_sample_without_a_name_is_said_to_be_unfinished(tmp_path: Path) -> None:
    content = tmp_path / "content"
    sample = create("agency", "yunxi", content)
    before = sample.read_text("utf-8")
    (tmp_path / "a.txt").write_text(FIRST, "utf-8")
    ears = Ears()
    assert run_import([tmp_path / "a.txt"], out=content / "yunxi", content=content, say=ears) == 0
    assert sample.read_text("utf-8") == before
    assert "name（机关名称）还没有填写" in ears.all
    assert "再把下面几项抄到 units: 下面：\n  - id: zaolin-gu" in ears.all


def test_a_sample_with_its_name_takes_the_units(tmp_path: Path) -> None:
    content = tmp_path / "content"
    sample = create("agency", "yunxi", content)
    sample.write_text(sample.read_text("utf-8").replace("name:\n", "name: 云溪县林业局\n", 1), "utf-8")
    (tmp_path / "a.txt").write_text(FIRST, "utf-8")
    assert run_import([tmp_path / "a.txt"], out=content / "yunxi", content=content, say=Ears()) == 0
    units = [u["name"] for u in yaml.safe_load(sample.read_text("utf-8"))["units"]]
    assert units == ["造林股", "苗圃站", "办公室"]
