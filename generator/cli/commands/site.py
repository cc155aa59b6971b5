"""Making, checking and watching a site, and beginning what belongs into it."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import click

from generator import problems as problem_forms
from generator.cli import schema_files
from generator.cli.clock import this_day
from generator.cli.commands.group import cli
from generator.cli.commands.saying import as_typed, counted, progress, say, show
from generator.cli.new.options import ASKED, KINDS, refuse_strange
from generator.cli.options import CONFIG, CONTENT, PATH, SITE, Group
from generator.cli.told_changes import left_out, told_changes
from generator.content import files
from generator.content.known import known_files
from generator.output.cache import Folder
from generator.parallel import start
from generator.problems import has_errors


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

    built = make(content, config_file, site, jobs, progress(), reading, this_day(), cache=cache, codes=codes)
    with suppress(OSError):  # the site stands, whether anybody reads this or not
        show(built.problems)
        click.echo(f"已生成 {site}：{built.pages} 个页面，{built.tasks} 项任务。{left_out(built.aside)}")
        for line in told_changes(built.changes):
            click.echo(line)
        show(built.afterwards)


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
        click.echo(problem_forms.as_json(map(as_typed().problem, problems)))
    elif form == "github":
        for problem in problems:
            click.echo(problem_forms.as_github(as_typed().problem(problem)))
    else:
        show(problems, problem_forms.with_rule)
        click.echo(counted(problems), err=bool(problems))
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
    "--from",
    "last_year",
    metavar="机关/文件",
    help="document：以这份文件为底稿，年份顺延，结果不带过来；新的是草稿",
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
        content = command.make_site(Path(name or "."), _asked(answers), say)
    else:
        command.make(kind, name or "", called or "", last_year or "", content, say)
    schema_files.offer(content, lambda text: say(text, err=True), say)


def _asked(answers: dict[str, str | None]) -> dict[str, str]:
    """What was not said is asked for, where there is somebody to ask."""
    missing = [option for option, answer in answers.items() if answer is None]
    if missing and not sys.stdin.isatty():
        raise click.UsageError(f"请写明 {'、'.join(missing)}（在终端里运行会逐项询问）")
    return {option: click.prompt(ASKED[option]) if a is None else a for option, a in answers.items()}


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

    watch(content, config_file, site, port, say)


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
    show([problem for problem in found.problems if problem.severity == "error"])
    if found.count:
        click.echo(found.text)
    click.echo(found.summary, err=True)
    sys.exit(1 if has_errors(found.problems) else 0)
