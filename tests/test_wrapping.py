"""Help in a terminal of 80 columns: no line runs over, no path or option is broken, columns stand in line."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

import click
import pytest
from support import run

from generator.cli.commands import cli
from generator.cli.wrapping import width, wrap

WIDE = "本级政府（县级市）的工作要点，写到 content/shuiwu/2026-yaodian.yml：“全文”"


def columns(line: str) -> int:
    """As a terminal in a Chinese locale counts them."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in line)


@pytest.mark.parametrize("name", ["", *cli.commands])
def test_help_keeps_to_the_columns_and_breaks_no_word(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = run(*([name] if name else []), "--help").out
    assert max(map(columns, said.splitlines())) <= 80
    command = cli.commands[name] if name else cli
    texts = [command.help or "", *(p.help or "" for p in command.params if isinstance(p, click.Option))]
    words = {word for text in texts for word in re.findall(r"[!-~]+", text)}
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize("room", range(4, 80, 7))
def test_nothing_is_lost_and_no_line_begins_with_a_closing_mark(room: int) -> None:
    lines = wrap(WIDE, room, "  ", "  ").splitlines()
    assert "".join("".join(lines).split()) == "".join(WIDE.split())
    assert [line for line in lines if line.strip()[0] in "，：）”"] == []
    assert [line for line in lines if line[-1] in "（“"] == []


def test_a_line_is_full_before_the_next_one_begins() -> None:
    assert wrap("一二三四五六七", 8).splitlines() == ["一二三四", "五六七"]
    assert wrap("一二三四，五六七", 8).splitlines() == ["一二三", "四，五六", "七"]
    assert width("一a，") == 5
