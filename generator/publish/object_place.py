"""Object storage as the place of a site: S3 and what speaks like it. The sole knower of obstore.

An object shows itself only when it is whole, so none comes under another name first. Whoever serves a bucket
as web pages tells browsers the type that each object was put with.
"""

from __future__ import annotations

from datetime import timedelta
from mimetypes import MimeTypes
from pathlib import Path

from generator.output.manifest import Sum
from generator.publish.far import as_place_error, not_installed, without_password
from generator.publish.refused import PlaceError

_TYPES = MimeTypes()  # those that Python knows, not those of this machine
for _type, _ending in (
    ("text/javascript", ".js"),
    ("text/calendar", ".ics"),
    ("application/ld+json", ".jsonld"),
    ("application/jsonl", ".jsonl"),
    ("application/vnd.sqlite3", ".sqlite"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    ("font/woff2", ".woff2"),
    ("image/webp", ".webp"),
):
    _TYPES.add_type(_type, _ending)
_TEXT = ("text/", "application/json", "application/jsonl", "application/ld+json", "application/xml")
_RETRY_FOR = 20  # seconds; the library would try for three minutes


class ObjectPlace:
    """A `Place`. Keys and endpoint come from the environment: AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, …"""

    def __init__(self, text: str) -> None:
        self.name = without_password(text)
        try:
            from obstore.store import from_url
        except ImportError as error:
            raise not_installed(self.name) from error
        with as_place_error(self.name):
            self._store = from_url(
                text.rstrip("/"),
                retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=_RETRY_FOR)},
            )

    def read(self, address: str) -> bytes | None:
        with as_place_error(self.name):
            try:
                return bytes(self._store.get(address).bytes())
            except FileNotFoundError:
                return None

    def sizes(self) -> dict[str, int]:
        with as_place_error(self.name):
            try:
                return {one["path"]: one["size"] for some in self._store.list() for one in some}
            except FileNotFoundError as error:
                raise PlaceError(None, "没有这个存储桶", self.name) from error

    def sum_at(self, _: str, size: int) -> Sum:
        return Sum(size, "")

    def put(self, address: str, source: Path) -> None:
        with as_place_error(self.name):
            self._store.put(address, source, attributes=_shown_as(address))

    def put_text(self, address: str, text: str) -> None:
        with as_place_error(self.name):
            self._store.put(address, text.encode(), attributes=_shown_as(address))

    def remove(self, address: str) -> None:
        with as_place_error(self.name):
            try:
                self._store.delete(address)
            except FileNotFoundError:
                return

    def room(self) -> int | None:
        return None

    def close(self) -> None:
        pass


def _shown_as(address: str) -> dict[str, str]:
    """What a server is to say of an object, as deploy/ has it for files."""
    kind = _TYPES.guess_type(address)[0] or "application/octet-stream"
    charset = "; charset=utf-8" if kind.startswith(_TEXT) else ""
    return {"Content-Type": f"{kind}{charset}", "Cache-Control": "no-cache"}
