"""What commands say, and how: findings in colour with commands as they are typed here, counts, stages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache

import click

from generator.cli import typed
from generator.problems import Problem


def counted(problems: list[Problem]) -> str:
    errors = sum(p.severity == "error" for p in problems)
    counts = ((errors, "个错误"), (len(problems) - errors, "条提醒"))
    return (
        f"共 {'，'.join(f'{number} {what}' for number, what in counts if number)}。"
        if problems
        else "没有发现问题。"
    )


@cache
def as_typed() -> typed.Typed:
    return typed.typed_here(sys.argv[1:])


def say(text: str, *, err: bool = False) -> None:
    """Print what names commands, as they are typed here."""
    click.echo(as_typed().text(text), err=err)


def show(problems: list[Problem], form: Callable[[Problem], str] = str) -> None:
    for problem in map(as_typed().problem, problems):
        click.secho(form(problem), fg="red" if problem.severity == "error" else "yellow", err=True)


def progress() -> Callable[[str], None]:
    """Stages are told only to a person at a terminal."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda stage: click.secho(f"… {stage}", fg="bright_black", err=True)
