"""`gongkai` itself: what its commands belong to."""

from __future__ import annotations

import click

from generator.cli.options import Group


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
