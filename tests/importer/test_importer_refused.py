"""A file that is no document, or cannot be read, ends with status 1 and a sentence, and stops no other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest
from importer_command import Ears
from support import PATIENCE

from generator.importer.run import run_check, run_import


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("空.txt", b"", "空"),
        ("空白.txt", b" \n\n  \n", "空"),
        ("坏.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "另存为 .docx"),
        ("没有.txt", None, "没有这个文件"),
    ],
)
def test_bad_files_end_with_status_1_and_a_sentence(
    tmp_path: Path, name: str, data: bytes | None, says: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    heard = Ears()
    assert run_import([tmp_path / name], say=heard) == 1
    assert says in heard.all
    assert "Traceback" not in heard.all


def test_an_empty_file_becomes_no_document(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"\n")
    heard, said = Ears(), Ears()
    assert run_import([tmp_path / "空.txt"], out=tmp_path / "content" / "moumou", say=said, tell=heard) == 1
    assert not (tmp_path / "content").exists()
    assert run_import([tmp_path / "空.txt"], say=said, tell=heard) == 1
    assert said.heard == []
    assert heard.heard == ["错误：空.txt 是空的，没有文字可以导入，请检查是否选错了文件。"] * 2


def test_json_of_an_empty_file_says_why_it_fails(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"\n")
    heard, said = Ears(), Ears()
    assert run_import([tmp_path / "空.txt"], "json", say=said, tell=heard) == 1
    assert json.loads(said.all)["tasks"] == []
    assert heard.heard == ["错误：空.txt 是空的，没有文字可以导入，请检查是否选错了文件。"]


def test_one_bad_file_does_not_stop_the_others(original: Path, tmp_path: Path) -> None:
    heard, said = Ears(), Ears()
    assert run_import([tmp_path / "没有.txt", original], "json", say=said, tell=heard) == 1
    assert json.loads(said.all)[0]["title"] == "某某局2024年工作要点"
    assert "没有这个文件" in heard.all


def test_a_folder_without_documents_is_said_to_be_so(tmp_path: Path) -> None:
    heard = Ears()
    assert run_import([tmp_path], say=heard) == 1
    assert "没有可以导入的文件" in heard.all


def test_an_endless_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    code = (
        "import sys; from pathlib import Path; from generator.importer.run import run_check, run_import\n"
        "paths = [Path(a) for a in sys.argv[1:]]\n"
        "sys.exit(run_import(paths) + run_check(Path('a.yml'), paths[0]))"
    )
    (tmp_path / "a.yml").write_text("title: 甲\nsections:\n  - title: 乙\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "管道.txt"), "/dev/zero"],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        timeout=PATIENCE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.returncode == 2
    assert done.stdout == (
        "错误：无法打开 管道.txt：不是普通文件。\n错误：无法打开 zero：不是普通文件。\n"
        "错误：无法打开 管道.txt：不是普通文件。\n"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "文件是空的"),
        ("# 只有注释\n", "文件是空的"),
        ("- 甲\n- 乙\n", "这是一份清单"),
        ("某某局工作要点\n", "只有一段文字"),
        ("name: 某某局\nunits:\n  - id: a\n    name: 安监科\n", "这是机关和责任单位的登记表"),
        ("policies: []\n", "这是引用文件登记表"),
        ("title: 某某局2024年工作要点\n", "缺少 sections（章节）"),
    ],
)
def test_only_a_document_is_compared_with_its_source(
    original: Path, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "b.yml"
    file.write_text(text, encoding="utf-8")
    said = Ears()
    assert run_check(file, original, said) == 1
    assert said.all.startswith(f"{file}:")
    assert "错误：" in said.all
    assert told in said.all
    assert "原文有、文件里没有的" not in said.all


@pytest.mark.parametrize(
    "text",
    [
        "\u200b\ufeff\u2060",
        "\u00a0\u3000\n\u00ad",
        "\u202a\u202c",
        "\u3164\u2800",
        "\ufeff\n\u3000\x07" + "\u3000" * 30,
    ],
)
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_text_of_nothing_that_can_be_seen_is_no_document(
    tmp_path: Path, text: str, form: Literal["yaml", "json"]
) -> None:
    for name, words in (
        ("a.txt", text),
        ("a.html", f"<html><body><p>{text}</p></body></html>"),
        ("a.csv", f"{text},{text}"),
    ):
        (tmp_path / name).write_text(words, encoding="utf-8")
    for file in tmp_path.iterdir():
        said = Ears()
        assert run_import([file], form, say=Ears(), tell=said) == 1
        assert "没有文字可以导入" in said.all
        assert "任务" not in said.all


def test_what_a_folder_holds_in_other_formats_is_told(original: Path, tmp_path: Path) -> None:
    for name in ("旧.doc", "表.et", "~$a.docx", ".hidden"):
        (tmp_path / name).write_bytes(b"x")
    said = Ears()
    assert original.parent == tmp_path
    assert run_import([tmp_path], say=Ears(), tell=said) == 0
    assert "文件夹里有 2 个文件不是能导入的格式，没有导入：旧.doc、表.et。" in said.all
