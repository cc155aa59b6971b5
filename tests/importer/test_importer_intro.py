"""The paragraphs of an intro stay paragraphs, in the draft and on the page."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml
from support import ROOT, run

from generator.importer.draft.to_yaml import to_yaml
from generator.importer.pipeline import import_text
from generator.library.texts import paragraphs

TEXT = """云溪县林业局2024年工作要点
各股室、局属各单位：
为做好全年工作，制定本要点。
一、造林绿化
1.补植行道树。全年补植行道树500株。（责任单位：造林股）
2.管护苗圃。按月浇水施肥。（责任单位：苗圃站）
"""
INTRO = ["各股室、局属各单位：", "为做好全年工作，制定本要点。"]


def test_an_intro_is_written_with_blank_lines_between_its_paragraphs() -> None:
    draft = to_yaml(import_text(TEXT, "要点.txt"))
    assert "intro: |-\n  各股室、局属各单位：\n\n  为做好全年工作，制定本要点。\n" in draft
    assert paragraphs(yaml.safe_load(draft)["intro"]) == INTRO


def test_they_are_paragraphs_of_the_page(tmp_path: Path) -> None:
    content, site = tmp_path / "content", tmp_path / "site"
    (content / "yunxi").mkdir(parents=True)
    shutil.copytree(ROOT / "content" / "pages", content / "pages")
    (content / "yunxi" / "agency.yml").write_text("name: 云溪县林业局\nunits: []\n", "utf-8")
    (tmp_path / "要点.txt").write_text(TEXT, "utf-8")
    run("import", tmp_path / "要点.txt", "--out", content / "yunxi", "--content", content)
    config = ROOT / "site_config.yml"
    said = run("build", "--content", content, "--config", config, "--site", site, "--jobs", "1")
    assert said.status == 0, said.err
    page = next(site.glob("yunxi/*/index.html")).read_text("utf-8")
    assert all(f">{words}</p>" in page for words in INTRO)


def test_a_line_break_alone_makes_no_paragraph() -> None:
    assert paragraphs("为做好\n全年工作。\n  \n现通知如下：\n") == ["为做好\n全年工作。", "现通知如下："]
