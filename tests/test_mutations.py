"""Content spoiled at random is answered with sentences and the right exit status, never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench import mutations


@pytest.mark.parametrize("edit", mutations.EDITS)
def test_each_way_to_spoil_a_file(edit: str, tmp_path: Path) -> None:
    case = mutations.Case("sound", "content/jia/2024-yaodian.yml", edit, 7)
    assert mutations.faults(case, tmp_path) == []


def test_what_is_wrong_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that says nothing, or more than it should, does not pass."""
    case = mutations.Case("sound", "content/topics.yml", "截断", 2600)
    for status, said in ((0, "错误：x"), (1, ""), (3, "错误：x"), (0, "Traceback\nKeyError: 1"), (0, "\x1b")):
        monkeypatch.setattr(mutations, "_run", lambda *_, status=status, said=said: (status, said))
        assert mutations.faults(case, tmp_path)


@pytest.mark.audit
def test_thousands(capsys: pytest.CaptureFixture[str]) -> None:
    number = os.environ.get("MUTATIONS", "2600")
    assert mutations.main(["--number", number]) == 0, capsys.readouterr().out
