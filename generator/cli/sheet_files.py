"""Which of the files to be imported are sheets that `gongkai export` wrote; seen without openpyxl,
for most imports have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from generator.importer.readers import SUFFIXES
from generator.importer.readers.guard import LARGEST, open_zip
from generator.sheet.columns import MARK

_SUFFIXES = (".xlsx", ".xlsm")
_TEXTS = re.compile(r"(?:sharedStrings|sheets/[^/]*)\.xml$", re.IGNORECASE)
_MARKED = re.compile(MARK.encode() + rb"[a-z0-9-]+/[a-z0-9-]")


def sheets_among(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files, those in folders too, that `export` wrote; and what else there is to import."""
    ours: list[Path] = []
    others: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [
                p for p in sorted(path.rglob("*")) if p.is_file() and not p.name.startswith(("~$", "."))
            ]
            found = [p for p in inside if _is_sheet(p)]
            ours += found
            importable = [p for p in inside if p.suffix.lower() in SUFFIXES and p not in found]
            others += importable if found else [path]
        else:
            (ours if _is_sheet(path) else others).append(path)
    return ours, others


def _is_sheet(path: Path) -> bool:
    """Whether a file is a workbook that `export` wrote, whatever was done to it since."""
    if path.suffix.lower() not in _SUFFIXES or not path.is_file():
        return False
    try:
        if path.stat().st_size > LARGEST:
            return False
        archive = open_zip(path.read_bytes(), path.name)
        parts = [name for name in archive.namelist() if _TEXTS.search(name)]
        return any(_MARKED.search(archive.read(part)) for part in parts)
    except Exception:  # zipfile and zlib raise many kinds for a damaged part; the importer says what is wrong
        return False
