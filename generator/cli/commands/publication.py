"""What is done with a finished site: `verify`, `publish`, `diff`."""

from __future__ import annotations

import sys
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from generator import problems as problem_forms
from generator.cli.clock import in_china, this_day, this_moment
from generator.cli.commands.group import cli
from generator.cli.commands.saying import counted, progress, show
from generator.cli.options import CONFIG, CONTENT, PATH, SITE
from generator.problems import Problem, has_errors


@cli.command(
    short_help="核对生成好的网站：链接、数据、清单、不能公开的内容。",
    help="核对生成好的网站：文件清单、链接和位置、编号、标签、数据文件，有没有向别的网站要内容，"
    "有没有不能公开的内容；装有 Java 和 vnu.jar 的，还按 HTML 标准检查每个网页。",
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
        show(told)
        click.echo(counted(told), err=bool(told))
    sys.exit(1 if has_errors(problems) else 0)


def _secrets(content: Path, config_file: Path, site: Path) -> list[Problem]:
    """What in the finished files must not be public; without content/ nothing is allowed beforehand."""
    from generator.build import check_published
    from generator.inspection.site import scan_site

    if not content.is_dir():
        return scan_site(site)
    return check_published(content, config_file, site, this_day())


@cli.command(
    short_help="发布：检查、生成、核对，再把文件传到网站服务器。",
    help="发布：检查内容、生成网站、核对网站，列出与上一次发布的不同，再把文件传到 --to 的地方，"
    "并记下发布过的地址（content/addresses.txt）和这一次发布（content/publications.csv）。"
    "传到一半断了，再运行一次同样的命令。",
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
    show(carry_out(order, progress(), click.echo))


@cli.command(
    short_help="比较两个内容目录、两份文件或两次发布，列出改了什么。",
    help="比较：两个内容目录、两份文件（.yml）或两份文件清单（manifest.json），列出新增、删去、修改、移动了什么。"
    "有不同也是退出状态 0。",
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
