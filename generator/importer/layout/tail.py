"""Rule: below the text stand the body that signs and the date; above them may stand the list of attachments.

In a text without line breaks they stand behind its last sentence, or behind that of the notice
(请认真贯彻执行。).

A line 附件, alone or with a number and a title, opens an attachment; 附件：… inside the text only announces
it, and 附件2 right above the title says that the whole file is one.
"""

from __future__ import annotations

import itertools
import re

from generator.importer.blocks import Block, aside, cut
from generator.importer.layout.annexes import OPENS, OPENS_TITLED
from generator.importer.layout.columns import column
from generator.importer.words.dates import find_date, is_date
from generator.importer.words.numerals import mark_at
from generator.importer.words.vocabulary import (
    CLOSE,
    HAN_NUMERALS,
    HAN_YEAR,
    NO_BRACKET,
    OFFICES,
    OPEN,
    alt,
    bracketed,
    han,
)
from generator.model.amounts import han_number

# a line of its own may also end like this
_ALONE = (
    *(
        "院",
        "署",
        "会",
        "社",
        "小组",
        "处",
        "科",
        "室",
        "市",
        "区",
        "县",
        "馆",
        "所",
        "站",
        "校",
        "厂",
        "台",
        "宫",
    ),
    *("联", "队", "园", "矿", "店", "党支部", "总支"),
)
_SCHOOL = f"(?:[{HAN_NUMERALS}]|附|实验)[中小高]"  # 云汀一中
_BODY = re.compile(rf"[^，。；：、\d（(《]{{2,40}}(?:{alt(OFFICES, _ALONE)}|{_SCHOOL})")
_DAY = r"\s{0,20}(?P<date>\d{4}年\d{1,2}月\d{1,2}日)"
_ISSUED = rf"{_DAY}\s{{0,20}}(?P<note>(?:{OPEN}此件{NO_BRACKET}{{1,20}}{CLOSE})?)"
_SIGNED = re.compile(rf"(?<=[。！？）)”])\s{{0,20}}(?P<body>[^\s，。；：\d]{{4,40}}?){_ISSUED}\s{{0,20}}$")
_SIGNED_INSIDE = re.compile(
    rf"(?:(?<=[行实施理]。)|(?<=。)(?=[^，。]{{4,60}}{OPEN}此件))\s{{0,20}}"
    r"(?P<body>[^\s，。；：\d]{4,40}?)?"
    rf"{_ISSUED}(?=[^\s，、。；至到—－\-起前以后召举印下上的在发由经])"
)
# pushed to the right
_DATED = re.compile(
    r"(?:(?<=\S)\s{4,120}|^\s{0,80})(?P<date>\d{4}年\d{1,2}月\d{1,2}日)\s{0,40}"
    rf"(?P<note>(?:{bracketed(1, 80)})?)\s{{0,20}}$"
)
_YEARLESS = re.compile(rf"(?P<month>\d{{1,2}}|{han(1, 2)})\s?月\s?(?P<day>\d{{1,2}}|{han(1, 3)})\s?日")
_MONTH_DAY = rf"(?:\d{{1,2}}|{han(1, 2)})\s?月\s?(?:\d{{1,2}}|{han(1, 3)})\s?日"
_BEFORE_YEARLESS = re.compile(rf"(?P<body>\S{{4,40}}?)[ \u3000]{{1,40}}(?={_MONTH_DAY}$)")
_DATE_ENDS = re.compile(rf"(?:\d{{4}}|{HAN_YEAR})\s?[年\-/.．]\s?\S{{1,3}}\s?[月\-/.．]\s?\S{{1,3}}$")
_YEARLESS_END = re.compile(rf"(?<![年\d{HAN_NUMERALS}]){_YEARLESS.pattern}$")
_TITLE_YEAR = re.compile(r"(?<!\d)(20\d{2})\s?年")
_REPORTS = re.compile(r"总结|报告|情况|小结|汇报")
_EARLY_IN_YEAR = 4  # months
_LONGEST_DAY = 20
_IMPRINT = re.compile(r"\S{4,40}[\s\u3000]{1,40}(?P<date>\S{8,20}?)\s?印发")
_COPIES = re.compile(r"(?:抄\s?[送报]|主\s?送|分\s?送)(?:机关|单位)?\s?[：:]")
_SHORTEST_BODY = 4
_HEADINGS, _LONGEST_HEADING = 3, 30  # of a table with a cell a line
_FLATTENED = 60  # characters of a line that holds a notice and what it sends out
_LIST = re.compile(r"附\s{0,4}(?:件|表)\s{0,4}\d{0,2}\s{0,4}[：:]\s{0,4}\S")
_MOST_BODIES = 40  # that sign together
_LONGEST_NAME = 90
_SERIAL = 20  # characters in which a table's first column is named
_SHORTEST_DATE = 8  # 2024.1.2
_LIST_ITEM = re.compile(r"\d{1,2}\s{0,2}[.．、]\s{0,2}[^。；]{2,80}")


def find_tail(blocks: list[Block]) -> list[Block]:
    """Label signatures, announced attachments, and the lines that open one."""
    out = list(blocks)
    live = [i for i, b in enumerate(out) if b.kind == "text" and b.cells is None and b.words]
    for n, i in enumerate(live):
        words = out[i].words
        if len(words) > 160:
            continue
        if _COPIES.match(words):
            out[i] = aside(out[i], "版记")  # to whom copies go (7.4.2)
        elif (
            words.endswith("印发")
            and (printed := _IMPRINT.fullmatch(words))
            and is_date(printed.group("date"))
        ):
            out[i] = aside(out[i], "版记")  # who printed it and when (GB/T 9704—2012, 7.4.3)
        elif len(words) >= _SHORTEST_DATE and words[-1] in "日0123456789" and _is_date_line(words):
            _label_signature(out, live, n)
        elif words.endswith("日") and _is_yearless_signature(out, live, n):
            _label_yearless(out, live, n)
        elif words[0] != "附":
            continue
        elif OPENS.fullmatch(words) and words.endswith(("：", ":")) and _lists_names(out, live, n):
            _announce(out, live, n)
        elif OPENS.fullmatch(words) and _is_above_title(out, i):
            out[i] = aside(out[i], "附件序号")
        elif OPENS.fullmatch(words):
            out[i] = out[i]._replace(kind="attachment", value=words)
        elif _LIST.match(words) and "。" not in words:
            if _is_above_table(out, i):
                out[i] = out[i]._replace(kind="attachment", value=words)
            else:
                _announce(out, live, n)
        elif (
            (titled := OPENS_TITLED.fullmatch(words))
            and "。" not in words
            and "附件" not in (titled["title"] or titled["alone"])
        ):
            out[i] = out[i]._replace(kind="attachment", value=words)
    return [piece for block in out for piece in _part_yearless(block, out)]


def _part_yearless(block: Block, blocks: list[Block]) -> list[Block]:
    """A line 云汀一中 3月5日 in two: the body, and the day."""
    match = _BEFORE_YEARLESS.match(block.words) if block.kind == "signature" else None
    if match is None:
        return [block]
    body, day = cut(block, [block.text.index(match["body"]) + len(match["body"])])
    return [body, _dated(day, blocks)]


def _dated(block: Block, blocks: list[Block]) -> Block:
    """The day of a signature, with the year that the title names, where no field of the page has one."""
    day = yearless_day([block])
    year = _year(blocks, day[0]) if day else None
    value = f"{year}年{day[0]}月{day[1]}日" if day and year else ""
    return block._replace(kind="signature", label="日期", value=value)


def cut_signature(block: Block) -> list[Block]:
    """Cut a signature off a paragraph; nothing but blanks in between is set aside."""
    pieces = _cut_signature(block)
    return [p if p.words or p.kind != "text" else aside(p, "空白") for p in pieces]


def _cut_signature(block: Block) -> list[Block]:
    """Cut 重庆市人民政府 2019年6月28日 （此件公开发布） off the end of a text without line breaks."""
    match = _SIGNED.search(block.text, max(0, len(block.text) - 140)) if len(block.text) > 20 else None
    if match is None and len(block.text) > _FLATTENED and block.cells is None:
        match = _SIGNED_INSIDE.search(block.text)
        if match and not match.group("body"):
            before, when, *rest = cut(block, [match.start("date"), match.end("date")])
            return [
                before,
                when._replace(kind="signature", label="日期", value=match.group("date")),
                *_split_note(rest, match),
            ]
    if (
        match is None
        and block.cells is None
        and (dated := _DATED.search(block.text, max(0, len(block.text) - 280)))
    ):
        # What stands in brackets behind the date is a note: contacts, 此件公开发布 (GB/T 9704—2012, 7.3.6).
        pieces = cut(block, [dated.start("date"), dated.end("date")])
        return [
            aside(p, "附注") if dated.group("note") and p.words == dated.group("note") else p for p in pieces
        ]
    if match is None or block.cells is not None or not _BODY.fullmatch(match.group("body")):
        return [block]
    pieces = cut(block, [match.start("body"), match.start("date"), match.end("date")])
    signed = [
        pieces[0],
        pieces[1]._replace(kind="signature", label="机关", value=match.group("body")),
        pieces[2]._replace(kind="signature", label="日期", value=match.group("date")),
    ]
    return signed + _split_note(pieces[3:], match)


def _split_note(rest: list[Block], match: re.Match[str]) -> list[Block]:
    """What stands behind a signature: （此件公开发布）, and in a flattened text what the notice sends out."""
    if not rest:
        return []
    note, *text = cut(rest[0], [match.end("note") - match.end("date")])
    if not match.group("note") and match.re is _SIGNED_INSIDE:
        return rest
    return [aside(note, "附注" if note.words else "空白"), *text]


def _is_date_line(words: str) -> bool:
    bare = re.sub(r"^(?:时间|日期)[：:]", "", words)
    if is_date(bare):
        return True
    return _body_and_date(words) is not None


def _body_and_date(words: str) -> str | None:
    """The body of a line 某某局 2024年3月22日, which may stand without the blank."""
    match = _DATE_ENDS.search(words)
    body = words[: match.start()].strip() if match and is_date(match.group()) else ""
    return body if len(body) >= _SHORTEST_BODY and _BODY.fullmatch(body) else None


def _label_signature(out: list[Block], live: list[int], n: int) -> None:
    """Label the date line and the lines above it that name the body or bodies."""
    i = live[n]
    words = out[i].words
    body = None if is_date(words) else _body_and_date(words)
    if body:
        out[i] = out[i]._replace(kind="signature", label="机关", value=body)
    else:
        out[i] = out[i]._replace(kind="signature", label="日期", value=words)
    for k in range(n - 1, max(-1, n - 1 - _MOST_BODIES), -1):
        above = out[live[k]]
        if above.kind != "text" or not can_sign(above.words):
            break
        out[live[k]] = above._replace(kind="signature", label="机关", value=above.words)


def _is_yearless_signature(out: list[Block], live: list[int], n: int) -> bool:
    """Whether a line is a day without its year below, or behind, the body that signs (云汀一中 3月5日), and
    the text ends there."""
    words = out[live[n]].words
    if not _ends_text(out, live, n) or _is_below_headings(out, live, n):
        return False
    if _YEARLESS.fullmatch(words):
        above = out[live[n - 1]] if n else None
        return above is not None and above.kind == "text" and can_sign(above.words)
    alone = _BEFORE_YEARLESS.match(words)
    return alone is not None and can_sign(alone["body"])


def _is_below_headings(out: list[Block], live: list[int], n: int) -> bool:
    """Whether a table with a cell a line may end here: three headings of columns stand above, a line each,
    and the last two lines may be an office and a day of its last row."""
    named = [
        len(words := out[i].words) <= _LONGEST_HEADING and column(words).kind != "unknown" for i in live[:n]
    ]
    return any(all(named[k : k + _HEADINGS]) for k in range(len(named) - _HEADINGS + 1))


def _ends_text(out: list[Block], live: list[int], n: int) -> bool:
    """Whether behind a line there is nothing more, a table, or what is attached or copied."""
    below = next((b for b in out[live[n] + 1 :] if b.words and b.kind != "aside"), None)
    return below is None or below.cells is not None or below.words[0] in "附抄主分（("


def can_sign(words: str) -> bool:
    """Whether a line of its own can be the name of the body that signs."""
    return mark_at(words, 0) is None and _BODY.fullmatch(words) is not None


def _label_yearless(out: list[Block], live: list[int], n: int) -> None:
    """Label the day and the bodies above it, or the line that holds both."""
    i = live[n]
    alone = _BEFORE_YEARLESS.match(out[i].words)
    if alone:
        out[i] = out[i]._replace(kind="signature", label="机关", value=alone["body"])
        return
    out[i] = _dated(out[i], out)
    for k in range(n - 1, max(-1, n - 1 - _MOST_BODIES), -1):
        above = out[live[k]]
        if above.kind != "text" or not can_sign(above.words):
            break
        out[live[k]] = above._replace(kind="signature", label="机关", value=above.words)


def _year(blocks: list[Block], month: int) -> int | None:
    """The year of a signature by that of the title: a report may be signed early in the next one."""
    if any(b.kind == "meta" and find_date(b.value) for b in blocks):
        return None
    title = "".join(b.words for b in blocks if b.kind == "title")
    named = _TITLE_YEAR.search(title)
    late = month <= _EARLY_IN_YEAR and _REPORTS.search(title) is not None
    return int(named[1]) + late if named else None


def yearless_day(blocks: list[Block]) -> tuple[int, int] | None:
    """Month and day of the first line that ends in a day without a year."""
    for block in blocks:
        match = _YEARLESS_END.search(block.words[-_LONGEST_DAY:])
        if match:
            return _number(match["month"]), _number(match["day"])
    return None


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else int(han_number(words))


def _is_above_title(out: list[Block], at: int) -> bool:
    """Whether nothing of the text stands above, and the title right below."""
    below = next((b for b in out[at + 1 :] if b.words), None)
    return below is not None and below.kind == "title" and all(b.kind in ("aside", "meta") for b in out[:at])


def _is_above_table(out: list[Block], at: int) -> bool:
    """Whether the next words are a table's: 附件：责任分解表 then is the attachment itself."""
    below = next((out[k] for k in range(at + 1, len(out)) if out[k].words), None)
    return below is not None and (
        below.cells is not None or column(below.words[:_SERIAL].split()[0]).kind == "serial"
    )


def _lists_names(out: list[Block], live: list[int], n: int) -> bool:
    """Whether below 附件： stand numbered names alone, and then a signature or nothing more."""
    k = n + 1
    while k < len(live) and _is_listed(out[live[k]].words):
        k += 1
    if k == n + 1:
        return False
    below = out[live[k]].words if k < len(live) else ""
    return (
        not below
        or out[live[k]].kind != "text"
        or _BODY.fullmatch(below) is not None
        or (len(below) >= _SHORTEST_DATE and _is_date_line(below))
    )


def _is_listed(words: str) -> bool:
    """Whether a line is one of a list of attachments: 1.某某表."""
    return (
        len(words) <= _LONGEST_NAME
        and mark_at(words, 0) is not None
        and _LIST_ITEM.fullmatch(words) is not None
    )


def _announce(out: list[Block], live: list[int], n: int) -> None:
    """Label 附件：1.… and the numbered lines below it."""
    out[live[n]] = aside(out[live[n]], "附件目录")
    for k in range(n + 1, len(live)):
        if out[live[k]].kind != "text" or not _is_listed(out[live[k]].words):
            return
        out[live[k]] = aside(out[live[k]], "附件目录")


def signature_date(blocks: list[Block]) -> str | None:
    """The date of the first signature, ISO form."""
    for block in blocks:
        if block.kind == "signature":
            found = find_date(block.text) or find_date(block.value)
            if found:
                return found.isoformat()
    return None


def signature_bodies(blocks: list[Block]) -> list[str]:
    """The bodies of the first signature, as printed, one or several a line."""
    live = [b for b in blocks if b.words]
    first = next((n for n, b in enumerate(live) if b.kind == "signature" and b.label == "机关"), len(live))
    together = itertools.takewhile(lambda b: b.kind == "signature" and b.label == "机关", live[first:])
    return [b.value for b in together]
