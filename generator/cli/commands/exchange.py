"""What comes in and goes out as files of an office: `import` and `export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import click

from generator.cli import schema_files
from generator.cli.commands.group import cli
from generator.cli.commands.saying import progress, say, show
from generator.cli.options import CONFIG, CONTENT, PATH


@cli.command(
    "import",
    short_help="导入：Word、网页、PDF、表格、文本，或收回的 Excel 表。",
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
    "--into",
    type=PATH,
    metavar="文件.yml",
    help="原文更正以后，把新旧两份原文的不同写进这份手工改过的文件，别的字不动；与 --before 同用。"
    "手工改过、原文也改了的，列出来由您决定（退出状态 1）",
)
@click.option("--before", type=PATH, metavar="旧原文", help="与 --into 同用：原来导入的那一份原文")
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
    into: Path | None,
    before: Path | None,
    finished: Path | None,
    content: Path,
) -> None:
    from generator.cli.import_links import linker
    from generator.importer.run import run_check, run_import

    def tell(text: str) -> None:
        say(text, err=True)

    if out and (finished or form == "json"):
        raise click.UsageError("--out 写的是 YAML 草稿，不能与 --check 或 --format json 同用")
    if replacing and out is None:
        raise click.UsageError("--replace 覆盖 --out 目录里的文件，请写明 --out")
    if into or before:
        if into is None or before is None or len(files) != 1:
            raise click.UsageError(
                "更正请写成 gongkai import 新的原文 --into content/机关/文件.yml --before 原来导入的那份原文"
            )
        if out or finished or replacing or form == "json":
            raise click.UsageError(
                "--into 只改这一份文件，不能与 --out、--replace、--check、--format json 同用"
            )
        from generator.cli.import_update import update

        sys.exit(update(files[0], into, before, say, tell))
    from generator.cli.sheet_files import sheets_among

    sheets, others = sheets_among(files) if finished is None else ([], files)
    if sheets and (others or form == "json" or replacing):
        raise click.UsageError(
            f"{sheets[0].name} 是 gongkai export 导出的表"
            + ("，请与别的文件分开导入" if others else "，不能与 --format json 或 --replace 同用")
        )
    if sheets:
        from generator.cli.import_sheets import import_sheets

        sys.exit(import_sheets(sheets, content, out, say, tell, lambda problem: show([problem])))
    if finished is None:
        links = linker(content, out) if form == "yaml" else None
        status = run_import(files, form, out, content, click.echo, tell, replacing, links, progress())
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
