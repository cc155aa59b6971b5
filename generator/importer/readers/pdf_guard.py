"""Limits for what a PDF unpacks to and draws, which its size does not tell.

pdfminer unpacks whatever a stream holds and offers no place to say how much is enough. So, for as long as one
file is read, its decompressors and parsers are replaced by ones that count. What a page draws is counted by
the device that draws it (pdf_device).
"""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pdfminer import pdfdocument, pdffont, pdftypes
from pdfminer.cmapdb import CMapParser
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfparser import PDFStreamParser
from pdfminer.runlength import rldecode
from pdfminer.utils import apply_png_predictor, apply_tiff_predictor

_MB = 1024 * 1024
_MOST_UNPACKED = 150 * _MB  # bytes of all streams; 1,000 pages of text have 40 MB, pictures are not unpacked
_MOST_DRAWN = 30_000  # lines, boxes and curves of a page; a full page of small cells has 3,000
_MOST_LETTERS = 40_000  # of a page; a sheet of the smallest print has 10,000
# letters of a file, and how many more for each of its bytes: a page of 1,500 letters packs to 2 KB or more
_LETTERS, _LETTERS_A_BYTE = 100_000, 10
_SURE_OUTLINES = 3_000  # that spare reading on, where the page asks for no letters at all
_MOST_OUTLINES = 1_000  # curves of a page without letters that are no drawing but letters drawn
# bytes of drawing orders a page, those of forms as often as they are drawn; text has 50 KB
_MOST_ORDERS = 2 * _MB
_MOST_PARSED = 20 * _MB  # bytes of object streams and character maps, which cost seconds a megabyte
_FEW = 50  # letters of a page of outlines: a page number, a mark of the program
_CURVE = re.compile(rb"[\d.]\s+[cvy]\s")  # a curve among drawing orders
_SHOWN = re.compile(rb"T[jJ]\b|\bDo\b|['\"]")  # letters among drawing orders, or forms that may have some
_RUN_GROWTH = 64  # times that a run-length stream grows at most


class OutlinedError(Exception):
    """A page of nothing but outlines of letters need not be read to its end."""


class TooLargeError(Exception):
    """A PDF that asks for more than a document ever needs. The message goes on where the file's name ends."""


@contextmanager
def bounded(size: int) -> Iterator[Spent]:
    """Raise TooLargeError, perhaps wrapped in an error of pdfplumber,
    when the PDF read inside goes past a limit. `size`: bytes of the file, by which its letters are judged."""
    spent = Spent(size)
    replaced: list[tuple[Any, str, Any]] = [*_parsers(spent), *_unpackers(spent)]
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


class Spent:
    """How many bytes the streams of one file were unpacked to, parsed, and drawn from on each page, what was
    drawn there; how many streams were damaged. Pages count from 1."""

    def __init__(self, size: int = 0) -> None:
        self.left = _MOST_UNPACKED
        self.parsed = 0
        self.damaged = 0
        self.letters_left = _LETTERS + _LETTERS_A_BYTE * size
        self.orders: Counter[int] = Counter()
        self.letters: Counter[int] = Counter()
        self.drawn: Counter[int] = Counter()
        self.curves: Counter[int] = Counter()
        self.asked: Counter[int] = Counter()  # orders that may show letters

    def order(self, page: int, data: bytes) -> None:
        """Count the bytes of drawing orders; a form that draws forms that draw forms has few bytes and many
        orders. Where they draw letters as curves, that is what the file is told to do."""
        self.orders[page] += len(data)
        self.asked[page] += len(_SHOWN.findall(data[:_MOST_ORDERS]))
        if self.orders[page] > _MOST_ORDERS:
            self.curves[page] += len(_CURVE.findall(data[: 2 * _MOST_ORDERS]))
            raise self.too_busy(page)

    def letter(self, page: int) -> None:
        """Count a letter more."""
        self.letters[page] += 1
        self.letters_left -= 1
        if self.letters[page] > _MOST_LETTERS or self.letters_left < 0:
            raise TooLargeError(
                f"第 {page} 页的文字多得不合常理，可能是恶意文件，没有读完，"
                "请改用 Word 原稿，或拆分后再导入。"
            )

    def draw(self, page: int, curved: bool) -> None:
        """Count a line, box or curve more."""
        self.drawn[page] += 1
        self.curves[page] += curved
        if self.curves[page] > _SURE_OUTLINES and not self.asked[page]:
            raise OutlinedError
        if self.drawn[page] > _MOST_DRAWN:
            raise self.too_busy(page)

    def is_outlined(self, page: int) -> bool:
        """Whether a page has no letters but the outlines of many."""
        return self.letters[page] < _FEW and self.curves[page] > _MOST_OUTLINES

    def too_busy(self, page: int) -> TooLargeError:
        """What is wrong with a page that draws too much."""
        if self.is_outlined(page):
            return TooLargeError(
                f"第 {page} 页的文字不是字符，而是画成了图形（转曲），读不出来，请改用 Word 原稿，"
                "或先做文字识别（OCR）再导入。"
            )
        return TooLargeError(
            f"第 {page} 页的线条或绘图指令过多，可能是地图、工程图或恶意文件，没有读完，请去掉这一页，"
            "或改用 Word 原稿再导入。"
        )

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
