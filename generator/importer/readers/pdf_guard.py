"""Limits for what a PDF unpacks to and draws, which its size does not tell.

pdfminer unpacks whatever a stream holds and draws whatever a page asks for, and offers no place to say how
much is enough. So, for as long as one file is read, its decompressors and its drawing are replaced by ones
that count.
"""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pdfminer import pdfdocument, pdffont, pdftypes
from pdfminer.cmapdb import CMapParser
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfparser import PDFStreamParser
from pdfminer.runlength import rldecode
from pdfminer.utils import apply_png_predictor, apply_tiff_predictor
from pdfplumber import page as plumber

_MB = 1024 * 1024
_MOST_UNPACKED = 150 * _MB  # bytes of all streams; 1,000 pages of text have 40 MB, pictures are not unpacked
_MOST_DRAWN = 30_000  # lines, boxes and curves of a page; a full page of small cells has 3,000
# bytes of drawing orders a page, those of forms as often as they are drawn; text has 50 KB
_MOST_ORDERS = 2 * _MB
_MOST_PARSED = 20 * _MB  # bytes of object streams and character maps, which cost seconds a megabyte
_RUN_GROWTH = 64  # times that a run-length stream grows at most


class TooLargeError(Exception):
    """A PDF that asks for more than a document ever needs. The message goes on where the file's name ends."""


@contextmanager
def bounded() -> Iterator[Spent]:
    """Raise TooLargeError, perhaps wrapped in an error of pdfplumber,
    when the PDF read inside goes past a limit."""
    spent = Spent()
    replaced: list[tuple[Any, str, Any]] = [*_drawing(spent), *_parsers(spent), *_unpackers(spent)]
    before = [getattr(module, name) for module, name, _ in replaced]
    try:
        for module, name, mine in replaced:
            setattr(module, name, mine)
        yield spent
    finally:
        for (module, name, _), theirs in zip(replaced, before, strict=True):
            setattr(module, name, theirs)


def _unpackers(spent: Spent) -> list[tuple[Any, str, Any]]:
    """What pdfminer unpacks streams with, counted."""
    return [
        (pdftypes, "zlib", _Zlib(spent)),
        (pdftypes, "lzwdecode", spent.lzw),
        (pdftypes, "rldecode", spent.runs),
        (pdftypes, "apply_png_predictor", spent.predicted(apply_png_predictor)),
        (pdftypes, "apply_tiff_predictor", spent.predicted(apply_tiff_predictor)),
    ]


def _parsers(spent: Spent) -> list[tuple[Any, str, Any]]:
    """What pdfminer parses object streams and character maps with, counted."""

    class ObjectStream(PDFStreamParser):
        """Counts what is parsed."""

        def __init__(self, data: bytes) -> None:
            spent.parse(len(data))
            super().__init__(data)

    class CharacterMap(CMapParser):
        """Counts what is parsed."""

        def __init__(self, cmap: Any, fp: Any) -> None:
            spent.parse(fp.getbuffer().nbytes)
            super().__init__(cmap, fp)

    return [(pdfdocument, "PDFStreamParser", ObjectStream), (pdffont, "CMapParser", CharacterMap)]


def _drawing(spent: Spent) -> list[tuple[Any, str, Any]]:
    """What pdfplumber draws pages with, counted."""

    class Device(plumber.PDFPageAggregatorWithMarkedContent):
        """Counts what a page draws."""

        drawn = 0

        def paint_path(self, *args: Any, **kwargs: Any) -> None:
            self.drawn += 1
            if self.drawn > _MOST_DRAWN:
                raise TooLargeError(_busy(self.pageno))
            super().paint_path(*args, **kwargs)

    class Interpreter(PDFPageInterpreter):
        """Counts the drawing orders; a form that draws forms that draw forms has few
        bytes and many orders."""

        def execute(self, streams: Any) -> None:
            device: Any = self.device
            given = sum(len(pdftypes.stream_value(stream).get_data()) for stream in streams)
            spent.orders[device.pageno] += given
            if spent.orders[device.pageno] > _MOST_ORDERS:
                raise TooLargeError(_busy(device.pageno))
            super().execute(streams)

    return [
        (plumber, "PDFPageAggregatorWithMarkedContent", Device),
        (plumber, "PDFPageInterpreter", Interpreter),
    ]


def _busy(page: int) -> str:
    return (
        f"第 {page} 页的线条或绘图指令过多，可能是地图、工程图或恶意文件，没有读完，请去掉这一页，"
        "或改用 Word 原稿再导入。"
    )


class Spent:
    """How many bytes the streams of one file were unpacked to, parsed, and drawn from on each page;
    how many were damaged."""

    def __init__(self) -> None:
        self.left = _MOST_UNPACKED
        self.parsed = 0
        self.damaged = 0
        self.orders: Counter[int] = Counter()

    def take(self, size: int) -> None:
        """Count so many unpacked bytes more."""
        self.left -= size
        if self.left < 0:
            raise _monstrous(_MOST_UNPACKED)

    def parse(self, size: int) -> None:
        """Count so many parsed bytes more."""
        self.parsed += size
        if self.parsed > _MOST_PARSED:
            raise _monstrous(_MOST_PARSED)

    def inflate(self, inflater: Any, data: bytes) -> bytes:
        """Unpack no more than is left and a byte."""
        found: bytes = inflater.decompress(data, self.left + 1)
        self.take(len(found))
        return found

    def lzw(self, data: bytes) -> bytes:
        """Stands in for pdfminer's lzwdecode."""
        parts: list[bytes] = []
        for part in LZWDecoder(io.BytesIO(data)).run():
            self.take(len(part))
            parts.append(part)
        return b"".join(parts)

    def runs(self, data: bytes) -> bytes:
        """Stands in for pdfminer's rldecode; looks at what the data may grow to."""
        if _RUN_GROWTH * len(data) > self.left:
            raise _monstrous(_MOST_UNPACKED)
        found = rldecode(data)
        self.take(len(found))
        return found

    def predicted(self, undo: Callable[..., bytes]) -> Callable[..., bytes]:
        """Stands in for one of pdfminer's predictors, which work byte by byte; their data come last."""

        def counted(*args: Any) -> bytes:
            self.parse(len(args[-1]))
            return undo(*args)

        return counted


def _monstrous(most: int) -> TooLargeError:
    return TooLargeError(
        f"解压后的内容超过 {most // _MB} MB，可能是恶意文件，没有读完，请改用 Word 原稿，或拆分后再导入。"
    )


class _Zlib:
    """Stands in for the module zlib in pdfminer: what it uses of it, counted."""

    error = zlib.error

    def __init__(self, spent: Spent) -> None:
        self._spent = spent

    def decompress(self, data: bytes) -> bytes:
        """All that a stream holds. Raises zlib.error where it is damaged or cut off."""
        inflater = zlib.decompressobj()
        try:
            found = self._spent.inflate(inflater, data)
        except zlib.error:
            self._spent.damaged += 1
            raise
        if not inflater.eof:
            self._spent.damaged += not self._lacks_only_its_checksum(data)
            raise zlib.error("incomplete or truncated stream")
        return found

    def _lacks_only_its_checksum(self, data: bytes) -> bool:
        """Whether the stream holds all there is but its last bytes, as some programs write it."""
        inflater = zlib.decompressobj(-15)
        self._spent.inflate(inflater, data[2:])
        return inflater.eof

    def decompressobj(self) -> _Inflater:
        """For damaged streams, which pdfminer unpacks byte by byte as far as it can."""
        return _Inflater(self._spent)


class _Inflater:
    """Stands in for zlib's object."""

    def __init__(self, spent: Spent) -> None:
        self._spent, self._inflater = spent, zlib.decompressobj()

    def decompress(self, data: bytes) -> bytes:
        """What the next bytes unpack to."""
        return self._spent.inflate(self._inflater, data)
