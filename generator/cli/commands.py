"""The commands, in Chinese: thin, over the stages; the one place where anything is printed."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Literal

import click

from generator import problems as problem_forms
from generator.cli import schema_files, typed
from generator.cli.chinese_click import chinese_usage, sentence
from generator.cli.clock import in_china, this_day, this_moment
from generator.cli.new.options import ASKED, KINDS, refuse_strange
from generator.cli.options import CONFIG, CONTENT, PATH, SITE, Group
from generator.cli.told_changes import told_changes
from generator.content import files
from generator.content.known import known_files
from generator.output.cache import Folder
from generator.parallel import start
from generator.problems import Problem, ProblemsError, has_errors, system_words


@click.group(
    cls=Group,
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
    default=True,
    help="只重新生成有变化的网页，其余沿用上次的文件，结果与全部重新生成逐字节相同；"
    "缓存放在网站目录旁的 .gongkai-*，可以随时删除。加 --no-incremental 全部重新生成，不用也不留缓存",
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
        for line in told_changes(built.changes):
            click.echo(line)
        _show(built.afterwards)


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
@click.option(
    "--published",
    is_flag=True,
    help="连同已经生成的网站一起检查：按今天的规则，把已公开的网页、附件、检索文件和开放数据重新过一遍",
)
@SITE
def check(content: Path, config_file: Path, form: str, published: bool, site: Path) -> None:
    from generator.build import check_all, check_published

    problems = check_all(content, config_file, this_day())
    if published:
        problems += check_published(content, config_file, site, this_day())
    if form == "json":
        click.echo(problem_forms.as_json(map(_typed().problem, problems)))
    elif form == "github":
        for problem in problems:
            click.echo(problem_forms.as_github(_typed().problem(problem)))
    else:
        _show(problems, problem_forms.with_rule)
        click.echo(_count(problems), err=bool(problems))
        schema_files.renew(content)
    sys.exit(1 if has_errors(problems) else 0)


@cli.command(
    short_help="新建：整个网站、机关、文件、主题、引用文件、责任单位。",
    help="新建，已有的一概不动：site 整个空的网站（编号处写目录，不写为当前目录）；agency 机关；"
    "document 机关/文件；topic 主题；policy 引用文件；unit 机关/责任单位。"
    "后三种直接写名称也可以，编号按拼音拟定，如 gongkai new topic 燃气安全。",
)
@click.argument("kind", type=click.Choice(KINDS), metavar="种类")
@click.argument("name", metavar="编号", required=False)
@click.option("--name", "called", metavar="名称", help="网站、机关、主题、引用文件或责任单位的名称")
@click.option(
    "--from", "last_year", metavar="机关/文件", help="document：以这份文件为底稿，年份顺延，结果不带过来"
)
@click.option("--host", metavar="网址", help="site：网站发布后的网址，如 https://www.yunze.gov.cn/zwgk/")
@click.option("--organiser", metavar="名称", help="site：主办单位")
@click.option("--contact", metavar="文字", help="site：联系方式，写电话、地址或信箱")
@CONTENT
@click.pass_context
def new(
    context: click.Context,
    kind: str,
    name: str | None,
    called: str | None,
    last_year: str | None,
    host: str | None,
    organiser: str | None,
    contact: str | None,
    content: Path,
) -> None:
    refuse_strange(context, kind)
    if name is None and kind != "site":
        raise click.MissingParameter(param_hint="“编号”", param_type="argument", ctx=context)
    from generator.cli.new import command

    if kind == "site":
        answers = {"--name": called, "--host": host, "--organiser": organiser, "--contact": contact}
        content = command.make_site(Path(name or "."), _asked(answers), _say)
    else:
        command.make(kind, name or "", called or "", last_year or "", content, _say)
    schema_files.offer(content, lambda text: _say(text, err=True), _say)


@cli.command(
    "import",
    help="把 Word、网页、PDF、表格或文本导入为 YAML 草稿，并逐字核对有没有遗漏。可以给多个文件或目录。"
    "gongkai export 导出的表填好以后也用它导入：只改填过的地方；--out 写内容目录或机关目录，"
    "不写则只列出改动。",
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
        _say(text, err=True)

    if out and (finished or form == "json"):
        raise click.UsageError("--out 写的是 YAML 草稿，不能与 --check 或 --format json 同用")
    if replacing and out is None:
        raise click.UsageError("--replace 覆盖 --out 目录里的文件，请写明 --out")
    from generator.cli.sheet_files import sheets_among

    sheets, others = sheets_among(files) if finished is None else ([], files)
    if sheets and (others or form == "json" or replacing):
        raise click.UsageError(
            f"{sheets[0].name} 是 gongkai export 导出的表"
            + ("，请与别的文件分开导入" if others else "，不能与 --format json 或 --replace 同用")
        )
    if sheets:
        from generator.cli.import_sheets import import_sheets

        sys.exit(import_sheets(sheets, content, out, _say, tell, lambda problem: _show([problem])))
    if finished is None:
        links = linker(content, out) if form == "yaml" else None
        status = run_import(files, form, out, content, click.echo, tell, replacing, links, _progress())
        if out is not None:
            schema_files.renew(content)
        sys.exit(status)
    if len(files) != 1:
        raise click.UsageError("核对时只给一份原文")
    sys.exit(run_check(finished, files[0], click.echo, content))


@cli.command(
    short_help="导出一份文件：发给科室填写的表格、印发用的 Word、单个网页。",
    help="导出一份文件（写 机关/文件，如 wuhu/2024-yaodian），草稿也可以。--xlsx 写成责任分解表，"
    "发给科室填“落实情况、状态、完成数、日期”，也可以改任务、举措、责任单位和时限；"
    "收回来用 gongkai import 导入。--docx 写成 Word，按公文格式（GB/T 9704-2012）排版；"
    "--html 写成一个网页，不需要别的文件；这两样改好以后也可以用 gongkai import 导入。"
    "已有同名、内容不同的文件（可能已经填过、改过）不覆盖。",
)
@click.argument("document", metavar="机关/文件")
@click.option("--xlsx", type=PATH, metavar="文件.xlsx", help="责任分解表写到这里；与 --by 同用时是一个目录")
@click.option(
    "--by",
    type=click.Choice(["unit"]),
    metavar="unit",
    help="unit：每个责任单位一份，只有写明它的各行；统称（如 局各股室）自成一份",
)
@click.option("--docx", type=PATH, metavar="文件.docx", help="Word 文件写到这里")
@click.option("--html", "page", type=PATH, metavar="文件.html", help="单个网页写到这里")
@click.option("--replace", "replacing", is_flag=True, help="覆盖已有的同名文件")
@CONTENT
@CONFIG
def export(
    document: str,
    xlsx: Path | None,
    by: str | None,
    docx: Path | None,
    page: Path | None,
    replacing: bool,
    content: Path,
    config_file: Path,
) -> None:
    from generator.cli.export import document_at, export_sheets
    from generator.cli.hand_out import hand_out

    if not (xlsx or docx or page):
        raise click.UsageError(
            "请写明导出成什么，如 --xlsx 责任分解表.xlsx、--docx 要点.docx、--html 要点.html"
        )
    if by and xlsx is None:
        raise click.UsageError("--by unit 是把表格按单位分开，请与 --xlsx 目录 同用")
    entry = document_at(content, config_file, document)
    for line in hand_out(entry, docx=docx, html=page, replacing=replacing):
        click.echo(line)
    if xlsx is None:
        return
    for line in export_sheets(entry, xlsx, by_unit=by == "unit", replacing=replacing):
        click.echo(line)


@cli.command(
    help="核对生成好的网站：文件清单、链接和位置、编号、标签、数据文件，有没有向别的网站要内容，"
    "有没有不能公开的内容；装有 Java 和 vnu.jar 的，还按 HTML 标准检查每个网页。"
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
@click.option(
    "--html/--no-html",
    "markup",
    default=None,
    help="要、不要按 HTML 标准检查；不写则有 Java 和 vnu.jar（环境变量 VNU_JAR 可写明它在哪里）就检查",
)
@CONTENT
@CONFIG
def verify(site: Path, form: str, markup: bool | None, content: Path, config_file: Path) -> None:
    from generator.publish.nu import check_markup, checker
    from generator.publish.verify import grouped
    from generator.publish.verify import verify as look_over

    command = checker() if markup is not False else []
    if markup and not command:
        raise click.UsageError("按 HTML 标准检查要有 Java 和 vnu.jar，这台机器没有；不写 --html 就略过")
    problems = look_over(site, partial(_secrets, content, config_file))
    if command and site.is_dir():
        problems += check_markup(site, command)
    if form == "json":
        click.echo(problem_forms.as_json(problems))
    else:
        told = grouped(problems)
        _show(told)
        click.echo(_count(told), err=bool(told))
    sys.exit(1 if has_errors(problems) else 0)


def _secrets(content: Path, config_file: Path, site: Path) -> list[Problem]:
    """What in the finished files must not be public; without content/ nothing is allowed beforehand."""
    from generator.build import check_published
    from generator.inspection.site import scan_site

    if not content.is_dir():
        return scan_site(site)
    return check_published(content, config_file, site, this_day())


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
    scan = partial(_secrets, content, config_file)
    order = Order(content, config_file, site, to, time, dry_run, overwrite, scan=scan)
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
    type=click.Choice(["text", "html", "json"]),
    default="text",
    show_default=True,
    metavar="格式",
    help="text 给人看；html 是一个网页，逐字标出改了什么，存成文件给审核的人，如 > bijiao.html；json 给程序",
)
def diff(old: Path, new: Path, form: str) -> None:
    from generator.publish import compare

    changes = compare.compare(compare.items_at(old), compare.items_at(new))
    if form == "json":
        click.echo(compare.as_json(changes))
    elif form == "html":
        from generator.publish.changes_page import changes_page

        click.echo(changes_page(changes, str(old), str(new)), nl=False)
    else:
        for line in compare.in_words(changes):
            click.echo(line)


@cli.command(help="写出 JSON Schema，供编辑器补全和检查。")
@CONTENT
@click.option("--out", type=PATH, metavar="目录", help="输出目录；不写则为内容目录旁的 docs/schema")
def schema(content: Path, out: Path | None) -> None:
    for path in schema_files.write(out or schema_files.folder_for(content), content):
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

    watch(content, config_file, site, port, _say)


@cli.group(
    cls=Group,
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


def _asked(answers: dict[str, str | None]) -> dict[str, str]:
    """What was not said is asked for, where there is somebody to ask."""
    missing = [option for option, answer in answers.items() if answer is None]
    if missing and not sys.stdin.isatty():
        raise click.UsageError(f"请写明 {'、'.join(missing)}（在终端里运行会逐项询问）")
    return {option: click.prompt(ASKED[option]) if a is None else a for option, a in answers.items()}


def _left_out(aside: Mapping[str, int]) -> str:
    """How many documents the site does not show."""
    listed = "，".join(f"{status} {number} 份" for status, number in aside.items())
    return f"另有没有上网站的文件：{listed}。" if listed else ""


def _count(problems: list[Problem]) -> str:
    errors = sum(p.severity == "error" for p in problems)
    counts = ((errors, "个错误"), (len(problems) - errors, "条提醒"))
    return (
        f"共 {'，'.join(f'{number} {what}' for number, what in counts if number)}。"
        if problems
        else "没有发现问题。"
    )


@cache
def _typed() -> typed.Typed:
    return typed.typed_here(sys.argv[1:])


def _say(text: str, *, err: bool = False) -> None:
    """Print what names commands, as they are typed here."""
    click.echo(_typed().text(text), err=err)


def _show(problems: list[Problem], form: Callable[[Problem], str] = str) -> None:
    for problem in map(_typed().problem, problems):
        click.secho(form(problem), fg="red" if problem.severity == "error" else "yellow", err=True)


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
