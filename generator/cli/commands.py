"""The commands, in Chinese: thin, over the stages; the one place where anything is printed."""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

import click

from generator import problems as problem_forms
from generator.cli.chinese_click import chinese_usage, sentence
from generator.cli.clock import in_china, this_day, this_moment
from generator.content import files
from generator.content.known import known_files
from generator.model.lifecycle import STATUS_WORD, DocumentStatus
from generator.output.cache import Folder
from generator.parallel import start
from generator.problems import Problem, ProblemsError, has_errors, system_words


class _Path(click.Path):
    """A path; an empty one would be the present folder,
    which a script with an unset variable does not mean.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("写的是空的，请写出文件或目录，或去掉这一项", param, ctx)
        return super().convert(value, param, ctx)


PATH = _Path(path_type=Path)
CONTENT = click.option(
    "--content", type=PATH, default=Path("content"), show_default=True, metavar="目录", help="内容目录"
)
CONFIG = click.option(
    "--config",
    "config_file",
    type=PATH,
    default=Path("site_config.yml"),
    show_default=True,
    metavar="文件",
    help="网站配置",
)
SITE = click.option(
    "--site", type=PATH, default=Path("site"), show_default=True, metavar="目录", help="输出目录"
)


class _Command(click.Command):
    """A command whose usage line is Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})


class _Group(click.Group):
    command_class = _Command


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["--help", "-h"]},
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
    help="把 YAML 写的工作计划和总结生成为政府信息公开网站。",
)
@click.version_option(
    package_name="gongkai", prog_name="gongkai", message="%(prog)s %(version)s", help="显示版本。"
)
def cli() -> None:
    pass


@cli.command(help="生成网站。有错误时不改动原来的网站。")
@CONTENT
@CONFIG
@SITE
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    metavar="数目",
    help="同时使用的进程数",
)
@click.option(
    "--incremental/--no-incremental",
    default=False,
    help="只重新生成有变化的网页，其余沿用上次的文件，结果与全部重新生成逐字节相同；"
    "缓存放在网站目录旁的 .gongkai-*，可以随时删除。不写则全部重新生成，不用也不留缓存",
)
def build(content: Path, config_file: Path, site: Path, jobs: int, incremental: bool) -> None:
    # nothing that a build makes is garbage before its end; the collector would only walk it again and again
    gc.disable()
    cache = Folder(site) if incremental else None
    # by other processes, while this one loads the rest of the program
    reading = files.read(content, jobs, partial(known_files, cache.load) if cache else None)
    from generator.output import render

    codes = None if cache else start(partial(render.compiled, render.TEMPLATES), inline=jobs < 2)
    from generator.build import build as make

    built = make(content, config_file, site, jobs, _progress(), reading, this_day(), cache=cache, codes=codes)
    with suppress(OSError):  # the site stands, whether anybody reads this or not
        _show(built.problems)
        click.echo(f"已生成 {site}：{built.pages} 个页面，{built.tasks} 项任务。{_left_out(built.aside)}")


@cli.command(help="检查内容，不生成网站。")
@CONTENT
@CONFIG
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    metavar="格式",
    help="text 给人看；json 给程序；github 给持续集成",
)
def check(content: Path, config_file: Path, form: str) -> None:
    from generator.build import check_all

    problems = check_all(content, config_file, this_day())
    if form == "json":
        click.echo(problem_forms.as_json(problems))
    elif form == "github":
        for problem in problems:
            click.echo(problem_forms.as_github(problem))
    else:
        _show(problems)
        click.echo(_count(problems), err=bool(problems))
    sys.exit(1 if has_errors(problems) else 0)


@cli.command(help="新建一份样板：gongkai new agency 机关，或 gongkai new document 机关/文件。")
@click.argument("kind", type=click.Choice(["agency", "document"]), metavar="种类")
@click.argument("name", metavar="编号")
@CONTENT
def new(kind: str, name: str, content: Path) -> None:
    from generator.cli.new import create

    click.echo(f"已新建 {create(kind, name, content)}，请按其中的说明填写，再运行 gongkai check。")
    _offer_schemas(content)


@cli.command(
    "import",
    help="把 Word、网页、PDF、表格或文本导入为 YAML 草稿，并逐字核对有没有遗漏。可以给多个文件或目录。",
)
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="文件…")
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "json"]),
    default="yaml",
    show_default=True,
    metavar="格式",
    help="yaml 草稿；json 给程序",
)
@click.option(
    "--out",
    type=PATH,
    metavar="目录",
    help="写到这个目录，如 content/wuhu；不写则显示在屏幕上。同一份文件（原文件同名，或标题、时期相同）"
    "那里已有、内容不同的，不改动也不另写，列出不同之处和办法（退出状态 1）",
)
@click.option(
    "--replace",
    "replacing",
    is_flag=True,
    help="与 --out 同用：已有的同一份文件整份换成这次导入的，其中手工改过的内容会丢掉",
)
@click.option(
    "--check",
    "finished",
    type=PATH,
    metavar="文件.yml",
    help="拿这份改好的 YAML 与原文核对文字、责任单位、时限、指标、引用文件、文号、日期，不导入；"
    "字样原文里没有的是错误（退出状态 1），原文里有、但与自动识别的不同的是提醒（退出状态 0，"
    "但不说一致）",
)
@CONTENT
def import_(
    files: tuple[Path, ...],
    form: Literal["yaml", "json"],
    out: Path | None,
    replacing: bool,
    finished: Path | None,
    content: Path,
) -> None:
    from generator.cli.import_links import linker
    from generator.importer.run import run_check, run_import

    def tell(text: str) -> None:
        click.echo(text, err=True)

    if out and (finished or form == "json"):
        raise click.UsageError("--out 写的是 YAML 草稿，不能与 --check 或 --format json 同用")
    if replacing and out is None:
        raise click.UsageError("--replace 覆盖 --out 目录里的文件，请写明 --out")
    if finished is None:
        links = linker(content, out) if form == "yaml" else None
        sys.exit(run_import(files, form, out, content, click.echo, tell, replacing, links, _progress()))
    if len(files) != 1:
        raise click.UsageError("核对时只给一份原文")
    sys.exit(run_check(finished, files[0], click.echo, content))


@cli.command(
    help="核对生成好的网站：文件清单、链接和位置、编号、标签、数据文件，以及有没有向别的网站要内容。"
)
@click.argument("site", type=PATH, metavar="网站目录")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    metavar="格式",
    help="text 给人看；json 给程序",
)
def verify(site: Path, form: str) -> None:
    from generator.publish.verify import grouped
    from generator.publish.verify import verify as look_over

    problems = look_over(site)
    if form == "json":
        click.echo(problem_forms.as_json(problems))
    else:
        told = grouped(problems)
        _show(told)
        click.echo(_count(told), err=bool(told))
    sys.exit(1 if has_errors(problems) else 0)


@cli.command(
    help="发布：检查内容、生成网站、核对网站，列出与上一次发布的不同，再把文件传到 --to 的地方，"
    "并记下发布过的地址（content/addresses.txt）和这一次发布（content/publications.csv）。"
    "传到一半断了，再运行一次同样的命令。"
)
@CONTENT
@CONFIG
@SITE
@click.option(
    "--to",
    required=True,
    metavar="地方",
    help="一个目录，如 /var/www/zwgk；或 sftp://用户@主机/目录、s3://存储桶/目录（须另装 gongkai[publish]）",
)
@click.option("--dry-run", is_flag=True, help="只检查、列出会有什么变化，不传文件，也不记录")
@click.option("--overwrite", is_flag=True, help="那里的文件被别人改过的，也照样换掉")
@click.option(
    "--time",
    "moment",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]),
    metavar="时间",
    help="发布的时间（北京时间），如 2026-11-30T09:00；不写则用电脑的时钟",
)
def publish(
    content: Path,
    config_file: Path,
    site: Path,
    to: str,
    dry_run: bool,
    overwrite: bool,
    moment: datetime | None,
) -> None:
    from generator.cli.publish import Order
    from generator.cli.publish import publish as carry_out

    time = in_china(moment) if moment else this_moment()
    order = Order(content, config_file, site, to, time, dry_run, overwrite)
    _show(carry_out(order, _progress(), click.echo))


@cli.command(
    help="比较：两个内容目录、两份文件（.yml）或两份文件清单（manifest.json），列出新增、删去、修改、移动了什么。"
    "有不同也是退出状态 0。"
)
@click.argument("old", type=PATH, metavar="旧")
@click.argument("new", type=PATH, metavar="新")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    metavar="格式",
    help="text 给人看；json 给程序",
)
def diff(old: Path, new: Path, form: str) -> None:
    from generator.publish import compare

    changes = compare.compare(compare.items_at(old), compare.items_at(new))
    if form == "json":
        click.echo(compare.as_json(changes))
    else:
        for line in compare.in_words(changes):
            click.echo(line)


@cli.command(help="写出 JSON Schema，供编辑器补全和检查。")
@CONTENT
@click.option("--out", type=PATH, metavar="目录", help="输出目录；不写则为内容目录旁的 docs/schema")
def schema(content: Path, out: Path | None) -> None:
    from generator.cli.schema import folder_for, schemas

    for path in _write_schemas(out or folder_for(content), schemas()):
        click.echo(f"已写出 {path}")


@cli.command(help="边改边看：内容一变就重新生成，在浏览器里打开所示地址查看。")
@CONTENT
@CONFIG
@SITE
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, metavar="端口", help="本机端口"
)
def serve(content: Path, config_file: Path, site: Path, port: int) -> None:
    from generator.cli.serve import serve as watch

    watch(content, config_file, site, port, click.echo)


@cli.group(
    cls=_Group,
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
    help="落实链：任务之间的报告、分解、延续。",
)
def trace() -> None:
    pass


@trace.command(
    short_help="建议任务之间可能缺少的链接，附理由。",
    help="按标题、责任单位、指标名称和时期，建议任务之间可能缺少的 links，附理由，把握大的在前。"
    "只显示，不改动任何文件；请逐条核对，认可的抄进所示文件的那项任务。",
)
@CONTENT
@CONFIG
def suggest(content: Path, config_file: Path) -> None:
    from generator.cli.trace import suggest_links

    found = suggest_links(content, config_file)
    _show([problem for problem in found.problems if problem.severity == "error"])
    if found.count:
        click.echo(found.text)
    click.echo(found.summary, err=True)
    sys.exit(1 if has_errors(found.problems) else 0)


def _write_schemas(folder: Path, schemas: Mapping[str, object]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in schemas.items():
        (folder / name).write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return [folder / name for name in schemas]


def _offer_schemas(content: Path) -> None:
    """Write what a new file refers to in its first line, unless it is there; the file is of use without."""
    from generator.cli.schema import folder_for, schemas

    folder = folder_for(content)
    missing = {name: value for name, value in schemas().items() if not (folder / name).exists()}
    try:
        if missing and _write_schemas(folder, missing):
            click.echo(f"编辑器补全和检查用的 JSON Schema 已写到 {folder}。")
    except OSError as error:
        why = system_words(error)
        click.echo(
            f"提醒：{folder} 没有写出（{why}），编辑器不能补全。请检查那里能否写入，再运行 gongkai schema。",
            err=True,
        )


def _left_out(aside: Mapping[DocumentStatus, int]) -> str:
    """How many documents the site does not show."""
    listed = "，".join(f"{STATUS_WORD[status]} {number} 份" for status, number in aside.items())
    return f"另有没有上网站的文件：{listed}。" if listed else ""


def _count(problems: list[Problem]) -> str:
    errors = sum(p.severity == "error" for p in problems)
    counts = ((errors, "个错误"), (len(problems) - errors, "条提醒"))
    return (
        f"共 {'，'.join(f'{number} {what}' for number, what in counts if number)}。"
        if problems
        else "没有发现问题。"
    )


def _show(problems: list[Problem]) -> None:
    for problem in problems:
        click.secho(str(problem), fg="red" if problem.severity == "error" else "yellow", err=True)


def _progress() -> Callable[[str], None]:
    """Stages are told only to a person at a terminal."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda stage: click.secho(f"… {stage}", fg="bright_black", err=True)


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
        _show(error.problems)
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
        _show(
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
