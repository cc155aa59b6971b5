"""The draft of every import is compared with its source, and what it gets wrong is said first and fails the
command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from importer_command import TEXT, Ears, files_in
from support import examples
from test_importer_properties import documents

from generator.importer.compare.held import Held, Runs
from generator.importer.compare.own_draft import draft_faults
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.lines import has_words
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source, import_text
from generator.importer.readers import SUFFIXES, read_bytes, read_file
from generator.importer.run import run_import

CASES = Path(__file__).parent / "cases"
KEPT = Path(__file__).parents[1] / "data" / "golden" / "import"

TABLE_INSIDE = """<!DOCTYPE html><html><head><meta charset="utf-8">
<title>青山县林业局2024年工作要点</title></head><body>
<h1>青山县林业局2024年工作要点</h1>
<p>一、造林绿化</p>
<p>（一）补植行道树。{measures}各乡补植数量如下表。</p>
<table><tr><td>乡名</td><td>株数</td></tr><tr><td>东岭乡</td><td>三百二十株</td></tr></table>
<p>（二）管护苗圃。按月浇水施肥。</p>
</body></html>"""


def faults_of(imported: Imported) -> list[str]:
    return [p.what for p in draft_faults(to_yaml(imported), imported)]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "要点.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer of drafts with a fault: the text of one task is left out."""

    def without_one_text(imported: Imported) -> str:
        draft = to_yaml(imported)
        assert draft.count("text: 按时序完成编制。\n") == 1
        return draft.replace("text: 按时序完成编制。\n", "text: 另行安排。\n")

    monkeypatch.setattr("generator.importer.run.to_yaml", without_one_text)


@pytest.mark.parametrize("measures", ["", "一是备好苗木。二是及时浇水。"])
def test_a_table_inside_a_task_is_kept_as_its_table(measures: str) -> None:
    imported = import_source(read_bytes(TABLE_INSIDE.format(measures=measures).encode(), "a.html"))
    assert [t.title for t in imported.tasks] == ["补植行道树", "管护苗圃"]
    assert faults_of(imported) == []
    tree = yaml.safe_load(to_yaml(imported))
    first, second = tree["sections"][0]["tasks"]
    assert first["table"] == {"header": [["乡名", "株数"]], "rows": [["东岭乡", "三百二十株"]]}
    assert "东岭乡" not in str({**first, "table": None})
    assert second["text"] == "按月浇水施肥。"


@pytest.mark.usefixtures("forgetful")
def test_what_the_draft_lacks_is_the_first_line_of_the_report(source: Path) -> None:
    said, told = Ears(), Ears()
    assert run_import([source], say=said, tell=told) == 1
    assert "text: 另行安排。" in said.all  # the draft is shown all the same
    first, second = told.heard[0].splitlines()[:2]
    assert first.startswith("错误：要点.txt 的草稿与原文有 2 处对不上")
    assert "第 6 行：原文的“按时序完成编制”不在草稿里" in first
    assert "草稿里的“另行安排”在原文里没有" in first
    assert second == "导入报告：要点.txt"


@pytest.mark.usefixtures("forgetful")
def test_what_the_draft_lacks_stands_among_the_problems(source: Path) -> None:
    said = Ears()
    assert run_import([source], "json", say=said) == 1
    first = json.loads(said.heard[0])["problems"][0]
    assert (first["severity"], first["line"]) == ("error", 6)
    assert "按时序完成编制" in first["what"]


@pytest.mark.usefixtures("forgetful")
def test_the_draft_is_written_all_the_same(source: Path, tmp_path: Path) -> None:
    out, told = tmp_path / "out", Ears()
    out.mkdir()
    assert run_import([source], out=out, say=told) == 1
    assert any("另行安排" in data.decode() for name, data in files_in(out).items() if name.endswith(".yml"))
    assert told.heard[0].startswith("错误：要点.txt 的草稿与原文有 2 处对不上")


def test_what_only_needs_a_look_leaves_status_0(source: Path) -> None:
    said = Ears()
    source.write_text(TEXT.replace("某某局2024年工作要点\n", ""), encoding="utf-8")
    assert run_import([source], say=said) == 0
    assert "没有找到标题" in said.all


@pytest.mark.parametrize("name", sorted(p.stem for p in CASES.glob("*.yml")))
def test_the_drafts_of_all_cases_are_sound(name: str) -> None:
    texts = [
        case["text"] for case in yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8")) if "text" in case
    ]
    imports = [import_text(text) for text in texts]
    assert {i.source.lines[0].text: found for i in imports if (found := faults_of(i))} == {}


@pytest.mark.parametrize(
    "path", sorted(p for p in KEPT.glob("*") if p.suffix in SUFFIXES), ids=lambda p: p.name
)
def test_the_drafts_of_the_kept_texts_are_sound(path: Path) -> None:
    assert faults_of(import_source(read_file(path))) == []


@settings(max_examples=examples(150))
@given(documents)
def test_the_draft_of_any_text_is_sound(text: str) -> None:
    imported = import_text(text)
    if has_words(imported.source.lines):
        assert faults_of(imported) == []


class _Searched(str):
    """A text that tells how often all of it was looked through."""

    times = 0

    def find(self, *where: Any) -> int:
        _Searched.times += len(where) == 1
        return super().find(*where)


@pytest.mark.parametrize(
    "lines",
    [
        ["序号\t工作任务\t责任单位\t完成时限"]
        + [f"{n}\t修建第{n}号泵站\t工程{n % 9}科\t2025年{n % 12 + 1}月底" for n in range(1, 301)],
        [
            f"{n}.修建第{n}号泵站，完成{n}处验收，确保安全。（责任单位：工程科、第{n}站）"
            for n in range(1, 301)
        ],
    ],
)
def test_sentences_are_found_without_looking_through_all_the_others(
    lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """20,000 rows looked up in the text of all of them took minutes."""
    monkeypatch.setattr(
        "generator.importer.compare.check.Held", lambda parts, whole: Held(parts, _Searched(whole))
    )
    imported = import_text("\n".join(["青山县水利局2025年任务表", *lines]))
    _Searched.times = 0
    assert len(imported.tasks) == 300
    assert faults_of(imported) == []
    assert _Searched.times < 30


def test_what_stands_far_from_the_sentence_found_last_is_found() -> None:
    held = Held([], "甲乙" + "丙" * 20_000 + "丁戊")
    assert [words in held for words in ("丁戊", "甲乙", "戊甲", "丁戊")] == [True, True, False, True]


@pytest.mark.parametrize(
    ("words", "whole", "is_part"),
    [
        ("3项", "建成13项", True),
        ("3项", "建成13项，3项", False),
        ("建成1", "建成13", True),
        ("甲", "甲", False),
    ],
)
def test_a_number_cut_from_a_longer_one_is_not_held(words: str, whole: str, is_part: bool) -> None:
    assert Runs([], whole).only_part(words) is is_part
