"""The secrets of a file: in its name, its text, its comments and properties; whom it names as its author."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from generator.inspection.pieces import NAME, PROPERTY, Said
from generator.inspection.said import said_by
from generator.model.secret_kinds import HARD, Kind
from generator.privacy import Secret, findings_in
from generator.privacy.persons import is_full_name

_ROUGH: frozenset[Kind] = HARD | {"mobile"}  # what is sure enough between words and chance


class InFile(NamedTuple):
    """A secret and the part of the file where it stands; `text` is that part, for the line."""

    what: str
    secret: Secret
    text: str


def secrets_of_file(name: str, data: bytes) -> list[InFile]:
    """Every secret of a file, each once for each part. Raises UnreadableError."""
    said = said_by(name, data)
    told: dict[tuple[str, Kind, str], InFile] = {}
    for found in (*_in_name(name), *_in_pieces(said), *_unseen(said)):
        told.setdefault((found.what, found.secret.kind, found.secret.value), found)
    return list(told.values())


def _in_name(name: str) -> Iterator[InFile]:
    stem = PurePosixPath(name).stem
    return (InFile(NAME, secret, stem) for secret in findings_in(stem))


def _in_pieces(said: Said) -> Iterator[InFile]:
    for piece in said.pieces:
        for secret in findings_in(piece.text):
            if not piece.is_rough or secret.kind in _ROUGH:
                yield InFile(piece.what, secret, piece.text)


def _unseen(said: Said) -> Iterator[InFile]:
    for author in said.authors:
        if is_full_name(author):
            yield InFile(PROPERTY, Secret("author", 0, 0, author), "")
    for what in said.hidden:
        yield InFile(what, Secret("hidden", 0, 0, what), "")
