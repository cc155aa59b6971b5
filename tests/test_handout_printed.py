"""What LibreOffice prints of a paper stands where GB/T 9704-2012 has it: for `make audit`."""

from __future__ import annotations

import shutil
import subprocess
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from handed_out import again, entry_of, of_document
from support import PATIENCE, ROOT

from generator.handout.lay_out import paper
from generator.handout.word import to_word

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, 37 * MM, (297 - 35) * MM
SOFFICE = shutil.which("soffice")


DOCUMENT = ROOT / "content", "linxiang/2024-zeren-fenjie"


def saved(folder: Path, form: str) -> Path:
    """The longest document as LibreOffice saves it in another form, or anew."""
    if SOFFICE is None:
        pytest.skip(
            "没有 LibreOffice（apt-get install libreoffice-writer fonts-noto-cjk），打印的样子没有核对"
        )
    (folder / "a.docx").write_bytes(to_word(paper(entry_of(*DOCUMENT))))
    out = folder / "out"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", form, "--outdir", str(out), "a.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=PATIENCE)
    return out / f"a.{form.partition(':')[0]}"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[list[dict[str, Any]]]:
    """The signs of each page of the longest document, as printed."""
    with pdfplumber.open(saved(tmp_path_factory.mktemp("printed"), "pdf")) as printed:
        assert {(round(page.width / MM), round(page.height / MM)) for page in printed.pages} == {(210, 297)}
        return [page.chars for page in printed.pages]


@pytest.mark.audit
def test_a_file_that_libreoffice_has_saved_comes_back(tmp_path: Path) -> None:
    back = again(saved(tmp_path, "docx:MS Word 2007 XML").read_bytes(), "docx")
    assert of_document(back) == of_document(entry_of(*DOCUMENT).file.record)


def lines_of(signs: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The signs of each line between the margins, from the top."""
    inside = sorted(
        (s for s in signs if TOP - 8 < s["top"] < BOTTOM), key=lambda s: (round(s["bottom"]), s["x0"])
    )
    return [list(line) for _, line in groupby(inside, lambda s: round(s["bottom"]))]


@pytest.mark.audit
def test_a_page_has_22_lines_of_28_signs(pages: list[list[dict[str, Any]]]) -> None:
    text = pages[1]  # nothing but text
    lines = lines_of(text)
    steps = [round(b[0]["bottom"] - a[0]["bottom"], 1) for a, b in pairwise(lines)]
    assert len(lines) in (21, 22)  # the last may be kept with what follows
    assert max(steps) < 29.5
    full = [len(line) for line in lines if line[-1]["x1"] > RIGHT - 16 and all(s["size"] == 16 for s in line)]
    assert max(full) >= 27


@pytest.mark.audit
def test_nothing_stands_in_the_margins_but_the_page_numbers(pages: list[list[dict[str, Any]]]) -> None:
    for n, signs in enumerate(pages, 1):
        words = [s for s in signs if s["text"].strip()]
        hanging = 16  # a full stop may hang at the end of a line
        outside = [s for s in words if s["x0"] < LEFT - 1 or s["x1"] > RIGHT + hanging or s["top"] < TOP - 8]
        assert outside == []
        foot = sorted((s for s in words if s["top"] > BOTTOM), key=lambda s: s["x0"])
        assert "".join(s["text"] for s in foot) == f"—{n}—"
        assert {s["size"] for s in foot} == {14}
        middle = (foot[0]["x0"] + foot[-1]["x1"]) / 2
        assert (middle > 105 * MM) == bool(n % 2)
