"""The commands, in Chinese: thin, over the stages of `generator.build` and the importer. Each module adds its
own to `cli`; `run` runs one.
"""

from __future__ import annotations

from generator.cli.commands import exchange, publication, site
from generator.cli.commands.group import cli

__all__ = ["cli", "exchange", "publication", "site"]
