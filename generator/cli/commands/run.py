"""A command from its words to its exit status: signals, errors and wrong usage in Chinese."""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import suppress

import click

from generator.cli.chinese_click import chinese_usage, sentence
from generator.cli.commands import cli
from generator.cli.commands.saying import show
from generator.problems import Problem, ProblemsError, system_words


def _unchanged(arguments: list[str] | None) -> str:
    """What a command that failed has left as it was."""
    return {"build": "，网站没有改动", "serve": "，网站没有改动", "new": "，没有新建文件"}.get(
        _command(arguments), ""
    )


def _command(arguments: list[str] | None) -> str:
    return next((a for a in (sys.argv[1:] if arguments is None else arguments) if a in cli.commands), "")


def _listen(arguments: list[str] | None) -> None:
    """Ctrl+C and the system's request to end undo what is under way.

    The signal's own handler does so: an exception raised there may land where Python passes it over (the
    hooks of a fork) or wraps it (the loading of a module). Only an import and `serve` undo their work as the
    exception goes up.
    """
    undoes = _command(arguments) in ("import", "serve")

    def leave(*_: object) -> None:
        # not yet loaded, nothing to undo
        interrupted = getattr(sys.modules.get("generator.output.staging"), "interrupted", None)
        left = interrupted() if interrupted else "nothing"
        if left == "nothing" and undoes:
            raise KeyboardInterrupt
        if left != "published":
            os.write(
                2, f"已中止{_unchanged(arguments)}。\n".encode(sys.stderr.encoding or "utf-8", "replace")
            )
            os._exit(1)

    with suppress(ValueError):  # in a thread
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, leave)


def run(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit status."""
    chinese_usage()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal in GBK lacks rare characters
    _listen(arguments)
    try:
        cli.main(arguments, prog_name="gongkai", standalone_mode=False)
    except ProblemsError as error:
        show(error.problems)
        count = sum(p.severity == "error" for p in error.problems)
        click.echo(f"共 {count} 个错误{_unchanged(arguments)}。", err=True)
        sys.exit(1)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.UsageError as error:
        click.echo(f"用法有误：{sentence(error.format_message())}", err=True)
        if error.ctx is not None:
            click.echo(
                error.ctx.get_usage().replace("： ", "：") + f"\n看说明：{error.ctx.command_path} --help",
                err=True,
            )
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt, RuntimeError) as error:
        if isinstance(error, RuntimeError) and not isinstance(error.__cause__, KeyboardInterrupt):
            raise
        click.echo(f"已中止{_unchanged(arguments)}。", err=True)
        sys.exit(1)
    except ChildProcessError as error:
        click.echo(f"错误：{error}{_unchanged(arguments)}。", err=True)
        sys.exit(1)
    except OSError as error:
        show(
            [
                Problem(
                    str(error.filename or "磁盘"),
                    0,
                    0,
                    f"读写出错（{system_words(error)}）",
                    "请检查磁盘空间和读写权限",
                )
            ]
        )
        click.echo(f"共 1 个错误{_unchanged(arguments)}。", err=True)
        sys.exit(1)
