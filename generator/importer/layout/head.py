"""Rule: the title is the first paragraph that ends like the name of a document, before the text begins.

It may wrap over up to three lines, stand again in a page header or below the metadata (set aside as repeats;
of two that differ in the name of the body before them, the one with the name counts), carry a stray page
number, and run into its document number when the text has no line breaks. What a browser shows as the page's
name (title - site) is none.
"""

from __future__ import annotations

import itertools
import re

from generator.importer.blocks import Block, aside, cut, squeeze
from generator.importer.layout.annexes import begins_with_annexes
from generator.importer.layout.columns import column, names_tasks
from generator.importer.layout.metadata import TITLE_LABELS, metadata
from generator.importer.layout.tail import can_sign
from generator.importer.layout.wraps import common_width
from generator.importer.words.cites import DOC_NUMBER
from generator.importer.words.dates import is_date
from generator.importer.words.document_titles import find_title_end, is_like_title
from generator.importer.words.names import is_surely_unit
from generator.importer.words.numerals import mark_at
from generator.importer.words.vocabulary import COLLECTIVES, DOCUMENT_KINDS, OFFICES, alt

_STOPS = frozenset("。；！？")
_STRAY_NUMBER = re.compile(r"\d{1,3}[ \u3000\t]{1,4}(?=\S)")
_ABOUT = re.compile(rf"关于.{{2,60}}的?{alt(DOCUMENT_KINDS)}$")
_BODY_NAME = re.compile(rf"[^，。：>]{{2,30}}{alt(OFFICES, ('院', '会'))}")
_ENDS_IN_BODY = re.compile(rf"{alt(OFFICES)}$")
# a line of its own, not a part of the title: 部 or 中心 may end one (关于加强基层干部)
_BODY_ALONE = re.compile(
    alt(COLLECTIVES, ("海关", "局", "厅", "委", "政府", "办公室", "公司", "院", "会")) + "$"
)
_OPENS_TITLE = re.compile(
    rf"关于|印发|\d{{4}}年|年度|^[^，。]{{2,30}}{alt(OFFICES)}$|[的和与、及]$|[二〇]{{2}}|20\d{{2}}$"
)
_MASTHEAD = re.compile(r"\S{2,30}文件")
_PERIOD = re.compile(
    r"[（(]\s?(?:20\d{2}\s?年?\s?[—\-－–~至]{1,2}\s?20\d{2}\s?年|试行|暂行|修订|征求意见稿)\s?[）)]"
)
_PAGE_NAME = re.compile(
    r"【(?P<a>[^】]{6,120})】\s{0,2}[-_—|]{1,2}\s{0,2}\S{2,30}|"
    r"(?P<b>[^_|]{6,120}?)\s{0,2}(?:[_|]{1,2}|\s[-—]{1,2}\s?|-)\s{0,2}[^\s，。_|\d-]{2,30}"
)
_YEAR = re.compile(r"20\d{2}\s?年|年度|二[〇○零]")
_NUMBER_BEHIND = re.compile(rf"[（(](?:{DOC_NUMBER.pattern})[）)]$")
_ISSUED = re.compile(r"(?:印发|发布|公布|下发)$")
_IMPRINT = re.compile(
    rf"\s*[（(]\s*(?P<number>{DOC_NUMBER.pattern})[\s，,]*(?P<date>\S{{6,14}}?)"
    r"(?:印发|发布|公布|下发)?\s*[）)]\s*"
)
# who reports, and until when: 某市督查室　　截至2025年9月30日
_REPORTED = re.compile(r"(?P<body>\S{4,40})[ \u3000]{1,40}(?=截[至止]\S{2,30}$)")
_LONGEST_IMPRINT = 80
_SHORTEST_TITLE, _LONGEST_ABOVE_TABLE = 4, 60  # characters
_HEAD_BLOCKS = 40
_LINES_OF_A_TITLE = 3
_MOST_BODIES = 6  # below a title
# 以下为《…》原文： above the document
_PREFACE = re.compile(r".{0,120}(?:原文|全文|详情)(?:如下|发布)?[：:。]")


def find_head(blocks: list[Block], known_title: str | None = None) -> list[Block]:
    """Label title, document number and date line of the head; set repeats of the title aside."""
    blocks = _cut_imprints(_cut_run_in(blocks))
    blocks = _set_aside_page_name(blocks)
    live = [i for i, b in enumerate(blocks) if b.kind == "text"]
    fields = metadata(blocks)
    named = next((fields[label] for label in TITLE_LABELS if fields.get(label)), "")
    region = _region(blocks, live)
    run = _named_title(blocks, live, region, named) if named else []
    run = run or _named_title(blocks, live, region, known_title or "")
    if not begins_with_annexes(blocks):
        run = run or _printed_title(blocks, region)
        if not named:
            run = run or _inner_title(blocks, live) or _line_above_table(blocks, live)
            run = _add_period(blocks, live, run or _line_above_items(blocks, live))
    out = list(blocks)
    title = squeeze("".join(blocks[i].words for i in run)) if run else squeeze(named)
    for i in run:
        out[i] = blocks[i]._replace(kind="title")
    if title:
        _set_aside_repeats(out, region, title)
    _label_lines(out, region, bool(run))
    return _label_issuer(out, run[-1]) if run else out


def _cut_imprints(blocks: list[Block]) -> list[Block]:
    """（某政发〔2024〕5号　2024年2月28日印发）: number and date in one bracket on a line of their own."""
    out: list[Block] = []
    for i, block in enumerate(blocks):
        match = (
            _IMPRINT.fullmatch(block.text)
            if i < _HEAD_BLOCKS and block.kind == "text" and len(block.text) <= _LONGEST_IMPRINT
            else None
        )
        if match and is_date(match.group("date")):
            out += cut(block, [match.end("number")])
        elif (body := _reports(block)) and i < _HEAD_BLOCKS:
            out += cut(block, [body.end()])
        else:
            out.append(block)
    return out


def _reports(block: Block) -> re.Match[str] | None:
    """The body, where a line names one and until when it reports."""
    match = _REPORTED.match(block.text) if block.kind == "text" and block.cells is None else None
    return match if match and is_surely_unit(match["body"]) else None


def _set_aside_page_name(blocks: list[Block]) -> list[Block]:
    """The first line is set aside where it only adds the name of a site to a line below it:
    关于…的通知-某县人民政府."""
    live = [i for i, b in enumerate(blocks) if b.kind == "text"][:_HEAD_BLOCKS]
    match = _PAGE_NAME.fullmatch(blocks[live[0]].words) if live else None
    named = squeeze(match.group("a") or match.group("b")) if match else ""
    if not named or all(squeeze(blocks[i].words) != named for i in live[1:]):
        return blocks
    return [aside(b, "页眉") if i == live[0] else b for i, b in enumerate(blocks)]


def _add_period(blocks: list[Block], live: list[int], run: list[int]) -> list[int]:
    """A bracket of years or （试行） on the line below a title belongs to it."""
    below = live[live.index(run[-1]) + 1 :][:1] if run else []
    return [*run, *below] if below and _PERIOD.fullmatch(blocks[below[0]].words) else run


def _cut_run_in(blocks: list[Block]) -> list[Block]:
    """Cut title and number off the text they run into, and a stray page number off the title."""
    at = next((i for i, b in enumerate(blocks) if b.kind == "text"), None)
    if at is None:
        return blocks
    first = blocks[at]
    lead = len(first.text) - len(first.text.lstrip())
    stray = _STRAY_NUMBER.match(first.text, lead)
    if stray and is_like_title(first.text[stray.end() : stray.end() + 160].strip()):
        number, rest = cut(first, [stray.end()])
        return [*blocks[:at], aside(number, "页码"), rest, *blocks[at + 1 :]]
    end = find_title_end(first.text, lead)
    if end:
        number_at = DOC_NUMBER.search(first.text[:400], end)
        ends = [end, number_at.end()] if number_at and number_at.start() - end < 4 else [end]
        return [*blocks[:at], *cut(first, ends), *blocks[at + 1 :]]
    return blocks


def _region(blocks: list[Block], live: list[int]) -> list[int]:
    """The live blocks before the text: up to the first sentence, heading number or table row."""
    region: list[int] = []
    for i in live[:_HEAD_BLOCKS]:
        words = blocks[i].words
        mark = mark_at(words, 0)
        if blocks[i].cells is not None and len(blocks[i].cells or ()) > 1:
            break
        if mark is not None and mark.style not in ("——", "1.1") and not is_like_title(words[mark.end :]):
            break
        if mark is not None and mark.style in ("一、", "（一）", "第一章"):
            break
        region.append(i)
        if _PREFACE.fullmatch(words) is None and (
            words.endswith("。") or (len(words) > 8 and words.endswith(("：", ":")))
        ):
            break
    return region


def _named_title(blocks: list[Block], live: list[int], region: list[int], named: str) -> list[int]:
    """The lines that together print the title a head block or a file format names."""
    want = squeeze(named)
    if not want:
        return []
    order = live[: _HEAD_BLOCKS * 2]
    for n, i in enumerate(order):
        got = ""
        for k in range(n, min(n + _LINES_OF_A_TITLE + 1, len(order))):
            got += squeeze(blocks[order[k]].text)
            if got == want:
                return order[n : k + 1]
            if not want.startswith(got):
                break
        if i not in region:
            break
    return []


def _printed_title(blocks: list[Block], region: list[int]) -> list[int]:
    """The first line, or run of lines, that looks like a title and is not a page header around another."""
    runs: list[list[int]] = []
    width = common_width(blocks)
    for n, i in enumerate(region):
        words = blocks[i].words
        if i and width.is_full(blocks[i - 1].text, 1) and not _STOPS.intersection(blocks[i - 1].words[-1:]):
            continue  # the line above runs on into this one
        if (
            len(words) > 150
            or words.endswith(("。", "：", ":", "；"))
            or is_date(words)
            or DOC_NUMBER.fullmatch(words)
        ):
            continue
        if blocks[i].outline == 0 and len(words) <= 120:
            return [i]
        run = _wrapped_title(blocks, region[n : n + _LINES_OF_A_TITLE])
        if run:
            runs.append(run)
    texts = [_NUMBER_BEHIND.sub("", squeeze("".join(blocks[i].words for i in run))) for run in runs]
    for run, text in zip(runs, texts, strict=True):
        inner = [
            other
            for lines, other in zip(runs, texts, strict=True)
            if other != text and text.endswith(other) and len(other) > 8 and not set(lines) <= set(run)
        ]
        is_short = any(other != text and other.endswith(text) and _is_fuller(other, text) for other in texts)
        if not is_short and all(_is_fuller(text, other) for other in inner):
            return run
    return runs[-1] if runs else []


def _is_fuller(text: str, other: str) -> bool:
    """A line that ends in the words of another is the fuller title when only the name
    of a body stands before them."""
    return _BODY_NAME.fullmatch(text[: len(text) - len(other)]) is not None


def _line_above_table(blocks: list[Block], live: list[int]) -> list[int]:
    """The only line above a table of tasks is its title, whatever its last word."""
    if (
        len(live) < 2
        or not _SHORTEST_TITLE <= len(blocks[live[0]].words) <= _LONGEST_ABOVE_TABLE
        or _STOPS.intersection(blocks[live[0]].words)
    ):
        return []
    below = blocks[live[1]]
    names = [column(words) for words in (below.cells or below.words.split())]
    return live[:1] if len(blocks[live[0]].cells or ()) < 2 and len(names) > 2 and names_tasks(names) else []


def _line_above_items(blocks: list[Block], live: list[int]) -> list[int]:
    """A first line with a year right above item 1 is the title, whatever its last word:
    某市2025年民生实事项目."""
    if len(live) < 2 or len(blocks[live[0]].cells or ()) > 1:
        return []
    words, mark = blocks[live[0]].words, mark_at(blocks[live[1]].words, 0)
    is_short = _SHORTEST_TITLE <= len(words) <= _LONGEST_ABOVE_TABLE and _STOPS.isdisjoint(words)
    return (
        live[:1]
        if is_short
        and _YEAR.search(words)
        and mark is not None
        and mark.ordinal == 1
        and mark_at(words, 0) is None
        else []
    )


def _inner_title(blocks: list[Block], live: list[int]) -> list[int]:
    """A notice without a title of its own carries that of the document it sends out,
    before the first heading."""
    for n, i in enumerate(live[:_HEAD_BLOCKS]):
        words = blocks[i].words
        mark = mark_at(words, 0)
        if mark is not None and mark.style in ("一、", "（一）", "第一章", "1."):
            break
        if (
            n
            and len(words) <= 60
            and is_like_title(words)
            and re.search(r"关于|\d{4}|方案|要点|意见|规划|措施", words)
        ):
            return [i]
    return []


def _wrapped_title(blocks: list[Block], order: list[int]) -> list[int]:
    """`order[0]` alone if it is a title, else with the next lines while none ends a sentence."""
    got = ""
    for k, i in enumerate(order):
        words = blocks[i].words
        if len(words) > 80 and k:
            return []
        if (
            words[-1:] in "。：:；，"
            or is_date(words)
            or DOC_NUMBER.fullmatch(words)
            or _MASTHEAD.fullmatch(words)
        ):
            return []
        if k and _BODY_ALONE.search(words):
            return []
        got += words
        if is_like_title(got) and not (k == 0 and _continues(blocks, order, got)):
            return order[: k + 1]
        if k == 0 and not _OPENS_TITLE.search(words):
            return []
    return []


def _continues(blocks: list[Block], order: list[int], got: str) -> bool:
    """A first line such as 关于印发“无废城市”建设 ends like a title but the next line plainly goes on."""
    if len(order) < 2:
        return False
    following = blocks[order[1]].words
    return _ABOUT.match(following) is not None and _ENDS_IN_BODY.search(got) is not None


def _set_aside_repeats(out: list[Block], region: list[int], title: str) -> None:
    """Set aside every further printing of the title near the head, over one or more lines,
    and page headers."""
    for n, i in enumerate(region):
        if out[i].kind != "text":
            continue
        got = ""
        for k in range(n, min(n + _LINES_OF_A_TITLE + 1, len(region))):
            if out[region[k]].kind != "text":
                break
            got += squeeze(out[region[k]].text)
            if got == title:
                for j in region[n : k + 1]:
                    out[j] = aside(out[j], "重复的标题")
                break
        whole = squeeze(out[i].text)
        if (
            out[i].kind == "text"
            and whole != title
            and whole.endswith(title)
            and len(whole) < len(title) + 60
        ):
            out[i] = aside(out[i], "页眉")


def _label_issuer(blocks: list[Block], title: int) -> list[Block]:
    """The bodies on lines of their own right below the title, above or below a day or the beginning of the
    text, issue the document."""
    below = [i for i in range(title + 1, min(title + _HEAD_BLOCKS, len(blocks))) if blocks[i].kind != "aside"]
    dated = [i for i in below[:1] if blocks[i].kind == "meta"]
    rest = below[len(dated) :]
    bodies = list(itertools.takewhile(lambda i: blocks[i].kind == "text" and can_sign(blocks[i].words), rest))
    behind = blocks[rest[len(bodies)]] if len(bodies) < len(rest) else None
    if not bodies or len(bodies) > _MOST_BODIES or behind is None:
        return blocks
    if behind.cells is not None or not (dated or behind.kind == "meta" or _begins_text(behind.words)):
        return blocks
    if behind.kind != "meta" and not all(is_surely_unit(blocks[i].words) for i in bodies):
        return blocks  # without a day beside it, a line that only could be a body's name is text
    out = list(blocks)
    named = " ".join(blocks[i].words for i in bodies)
    for n, i in enumerate(bodies):
        out[i] = out[i]._replace(kind="meta", label="" if n else "发文机关", value="" if n else named)
    return out


def _begins_text(words: str) -> bool:
    """Whether a line is a heading with a number, a sentence, an address (各部室：), or says until when."""
    return mark_at(words, 0) is not None or words.endswith(("。", "：", ":")) or words[:2] in ("截至", "截止")


def _label_lines(out: list[Block], region: list[int], titled: bool) -> None:
    """Document number and date on lines of their own; the name of the body that heads a red-headed paper."""
    for i in region:
        words = out[i].words
        if out[i].kind != "text":
            continue
        bare = _ISSUED.sub("", words.strip("（）() \u3000"))
        if DOC_NUMBER.fullmatch(squeeze(bare)):
            out[i] = out[i]._replace(kind="docnumber", value=squeeze(bare))
        elif titled and is_date(bare):
            out[i] = out[i]._replace(kind="meta", label="发布日期", value=bare)
        elif _MASTHEAD.fullmatch(words) and len(words) < 30:
            out[i] = aside(out[i], "版头")
