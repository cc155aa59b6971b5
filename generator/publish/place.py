"""Where a site is published: a folder of this machine, or an address on another."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from generator.output.manifest import Sum

_SCHEME = "://"
_OBJECTS = frozenset({"s3", "s3a", "gs", "gcs", "az", "azure", "abfs", "abfss"})


class Place(Protocol):
    """Files by address. Each is written whole or not at all. Everything raises OSError, with the system's
    number where it has one.
    """

    name: str
    """As the clerk calls it"""

    def read(self, address: str) -> bytes | None:
        """The file, or None where there is none."""

    def sizes(self) -> dict[str, int]:
        """Every file there with its size."""

    def sum_at(self, address: str, size: int, /) -> Sum:
        """Size and SHA-256; without the latter where the file would have to be fetched for it."""

    def put(self, address: str, source: Path) -> None:
        """Write a file of the site, over what is there."""

    def put_text(self, address: str, text: str) -> None:
        """Write a text, over what is there."""

    def remove(self, address: str) -> None:
        """Remove a file, if it is there, and folders that hold nothing any more."""

    def room(self) -> int | None:
        """The bytes that can still be written there, where that is known."""

    def close(self) -> None:
        """What a publication that was killed has left half written is gone, and everything written holds
        through a power cut, as far as that can be asked for.
        """


def place_at(text: str) -> Place:
    """Raises ProblemsError where what it takes is not installed, OSError where it cannot be reached."""
    scheme = text.partition(_SCHEME)[0] if _SCHEME in text else "file"
    if scheme in _OBJECTS:
        from generator.publish.object_place import ObjectPlace

        return ObjectPlace(text)
    if scheme != "file":
        from generator.publish.remote_place import RemotePlace

        return RemotePlace(text)
    from generator.publish.folder_place import FolderPlace

    return FolderPlace(Path(text.removeprefix("file://")))
