"""What several commands of the command line share: paths that are given, and how usage is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


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


class Command(click.Command):
    """A command whose usage line is Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})


class Group(click.Group):
    command_class = Command
