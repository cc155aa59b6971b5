"""What a photo or picture says besides what it shows: its texts, who made it, and where."""

from __future__ import annotations

import io
from collections.abc import Iterator

from generator.inspection.pieces import PROPERTY, Piece, Said
from generator.privacy.digits import BREAK

_GPS, _ARTIST = 0x8825, 0x013B
_WINDOWS = range(0x9C9B, 0x9CA0)  # title, comment, author, keywords, subject, in UTF-16


def said_by_image(data: bytes) -> Said:
    """The texts of its properties. A picture that cannot be opened has none that others could read."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            exif = image.getexif()
            info = [value for value in image.info.values() if isinstance(value, str | bytes)]
            has_place = bool(exif.get_ifd(_GPS))
    except (OSError, ValueError, SyntaxError, KeyError, Image.DecompressionBombError):
        return Said(())
    texts = list(_texts(dict(exif), info))
    artist = exif.get(_ARTIST)
    return Said(
        (Piece(PROPERTY, BREAK.join(texts)),) if texts else (),
        (str(artist).strip(),) if artist else (),
        ("拍摄地点（GPS）",) if has_place else (),
    )


def _texts(exif: dict[int, object], info: list[str | bytes]) -> Iterator[str]:
    for tag, value in exif.items():
        if isinstance(value, bytes):
            yield value.decode("utf-16-le" if tag in _WINDOWS else "utf-8", "ignore").replace("\x00", "")
        elif isinstance(value, str):
            yield _mended(value)
    for one in info:
        yield one.decode("utf-8", "ignore") if isinstance(one, bytes) else one


def _mended(value: str) -> str:
    """EXIF has no encoding of its own: what was written as UTF-8 comes as Latin-1."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return value
