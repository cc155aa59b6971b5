"""CSV and TSV: each record one line of cells; the delimiter is the one most lines agree on.

A file without a header whose lines are sentences is a text in which a comma stands for ，: it is read as
one.
A quotation mark that is never closed would make one cell of all the rows behind it; such a file is refused.
"""

from __future__ import annotations

import csv
import io

from generator.importer.lines import Line, Source, UnreadableError, number_lines, split_lines
from generator.importer.readers.grid import grid_lines
from generator.importer.readers.text import decode

_LONGEST_FIELD = 1_000_000
_NAMED = 20  # records that notes name
_TABLE = 3  # columns that make a row recognisable inside a cell
_LOOKED_AT = 200  # lines that show whether a file is a text
_LONGEST_HEADING = 12  # characters of the name of a column
_AS_TEXT = "文件是 CSV，内容却是成段的文字，没有表头，已按文字逐行读入；如果确是表格，请补上表头后再导入"
_MEND = "请用记事本打开，补上或删去多余的引号后再导入"


def read_csv(data: bytes, name: str) -> Source:
    """Read a file of separated values. Raises UnreadableError where its quotation marks do not pair."""
    text, note = decode(data, name)
    notes = [note] if note else []
    csv.field_size_limit(_LONGEST_FIELD)
    delimiter = _delimiter(text)
    if _is_prose(text, delimiter):
        return Source(split_lines(text), name, notes=(*notes, _AS_TEXT))
    printed = list(io.StringIO(text, newline=""))
    reader = csv.reader(printed, delimiter=delimiter)
    rows: list[tuple[str, ...]] = []
    begin = 0  # how many lines of the file were read before this record
    try:
        for row in reader:
            record = printed[begin : reader.line_num]
            opened = _opened(record, delimiter)
            if opened is not None:
                raise UnreadableError(
                    f"{name} 第 {begin + opened} 行的引号没有成对，后面的各行会连成一格，{_MEND}。"
                )
            if any(line.count(delimiter) >= max(_TABLE, len(row)) - 1 for line in record[1:-1]):
                notes.append(
                    f"第 {begin + 1} 行到第 {reader.line_num} 行因引号连成了一行，如果本来是几行，{_MEND}"
                )
            rows.append(tuple(cell.strip() for cell in row))
            begin = reader.line_num
    except csv.Error as error:
        raise UnreadableError(
            f"{name} 第 {begin + 1} 行起有一格超过 {_LONGEST_FIELD // 10_000} 万字，可能是引号没有成对，"
            f"{_MEND}。"
        ) from error
    rows, joined = _rejoined(rows)
    notes += [f"第 {n} 条记录断成了两行，已合成一条" for n in joined[:_NAMED]]
    lines: list[Line] = grid_lines(rows)
    return Source(number_lines(lines), name, notes=tuple(notes))


def _is_prose(text: str, delimiter: str) -> bool:
    """Whether the lines are sentences that hold a comma: most end as sentences do, and none is a header.

    Lines that are quoted whole are cells of one column, and stay so.
    """
    lines = [line.strip() for line in text.splitlines()[:_LOOKED_AT] if line.strip()]
    parted = [line for line in lines if delimiter in line]
    if not parted or any(map(_is_quoted, parted)):
        return False
    if any(map(_is_header, (line.split(delimiter) for line in parted))):
        return False
    return 2 * sum("。" in line for line in lines) >= len(lines)


def _is_header(cells: list[str]) -> bool:
    """Whether the parts of a line are short words, as the names of columns are."""
    filled = [words for cell in cells if (words := cell.strip())]
    return len(filled) > 1 and all(len(words) <= _LONGEST_HEADING and "。" not in words for words in filled)


def _is_quoted(line: str) -> bool:
    return len(line) > 1 and line.startswith('"') and line.rstrip(",;\t").endswith('"')


def _rejoined(rows: list[tuple[str, ...]]) -> tuple[list[tuple[str, ...]], list[str]]:
    """The rows, those put together that a line break in a cell without quotation marks broke in two;
    and their numbers.

    A numbered row that lacks cells, and below it one without a number that has just these: 2 | 架桥 | 水利局
    and 交通局 | 年底前.
    """
    width = next((len(row) for row in rows if len(row) >= _TABLE), 0)
    out: list[tuple[str, ...]] = []
    joined: list[str] = []
    for row in rows:
        above = out[-1] if out else ()
        if (
            1 < len(row) < width
            and len(above) + len(row) - 1 == width
            and above[0].isdecimal()
            and not row[0].isdecimal()
        ):
            out[-1] = (*above[:-1], f"{above[-1]}\n{row[0]}", *row[1:])
            joined.append(above[0])
        else:
            out.append(row)
    return out, joined


def _opened(record: list[str], delimiter: str) -> int | None:
    """The line, counted from 1, of the quotation mark that a record does not close as it should;
    None where all pair.

    Words behind a closed mark ("甲"科) are only odd in one line; where a cell goes over several lines they
    show that the mark belongs to the next cell.
    """
    if not any('"' in line for line in record):
        return None
    try:
        list(csv.reader(record, delimiter=delimiter, strict=True))
    except csv.Error as error:
        at_the_end = "end of data" in str(error)
        if len(record) == 1 and not at_the_end:
            return None
        openings: list[int] = []
        is_open = False
        for n, line in enumerate(record, 1):
            if line.count('"') % 2:
                is_open = not is_open
                openings += [n] if is_open else []
        return (openings[-1] if at_the_end else openings[0]) if openings else 1
    return None


def _delimiter(text: str) -> str:
    sample = text[:20000].splitlines()[:40]
    return max((",", "\t", ";", "，"), key=lambda d: (sum(d in line for line in sample), d == ","))
