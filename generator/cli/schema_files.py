"""The schemas as files, beside content/: written when asked for, and with whatever refers to them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.content import files
from generator.problems import system_words


def folder_for(content: Path) -> Path:
    """docs/schema beside content/: where the first line of a new file looks, wherever the command is run."""
    named = content if content.name not in ("", "..") else content.resolve()
    return named.parent / "docs" / "schema"


def write(folder: Path, content: Path) -> list[Path]:
    """All schemas, with the names that are registered under `content`."""
    from generator.cli.schema import schemas

    return _write(folder, schemas() | _names(content))


def renew(content: Path) -> None:
    """What an editor offers follows the registries, where it was offered at all; nobody waits for it."""
    folder = folder_for(content)
    if not (folder / "document.json").is_file():
        return
    with suppress(OSError):
        for name, schema in _names(content).items():
            file = folder / name
            if not file.is_file() or file.read_text("utf-8") != _json(schema):
                file.write_text(_json(schema), "utf-8")


def offer(content: Path, warn: Callable[[str], None], say: Callable[[str], None]) -> None:
    """Write what a new file refers to in its first line, unless it is there, and the names as they are now;
    the file is of use without.
    """
    from generator.cli.schema import schemas

    folder = folder_for(content)
    missing = {name: value for name, value in schemas().items() if not (folder / name).exists()}
    try:
        _write(folder, missing | _names(content))
        if missing:
            say(f"编辑器补全和检查用的 JSON Schema 已写到 {folder}。")
    except OSError as error:
        why = system_words(error)
        warn(f"提醒：{folder} 没有写出（{why}），编辑器不能补全。请检查那里能否写入，再运行 gongkai schema。")


def _names(content: Path) -> dict[str, Any]:
    """What depends on the registries; nothing of what cannot be read, which `check` tells."""
    from generator.cli.schema_names import names_schemas
    from generator.content.load import read_content

    return names_schemas(read_content(files.read(content))[0]) if content.is_dir() else {}


def _write(folder: Path, schemas: Mapping[str, object]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in schemas.items():
        (folder / name).write_text(_json(value), "utf-8")
    return [folder / name for name in schemas]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
