"""What a document is: its title, issuer, date, number, kind, period and top-level sections.

Each is taken from the most reliable place that has it: the head block, the signature, the title, the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import cast

from generator.importer.blocks import Block
from generator.importer.layout.annexes import attachment_name
from generator.importer.layout.metadata import TITLE_LABELS
from generator.importer.layout.tail import signature_bodies, signature_date, yearless_day
from generator.importer.lines import Source
from generator.importer.outline.page_facts import PUBLISHED, site_body, source_body
from generator.importer.outline.tasks import is_problem
from generator.importer.outline.tree import Node, main_nodes, walk
from generator.importer.words.cites import DOC_NUMBER
from generator.importer.words.dates import find_date
from generator.importer.words.document_titles import strip_title_marks
from generator.importer.words.names import is_surely_unit
from generator.importer.words.vocabulary import OFFICES, alt, han
from generator.model.names import DIGITS
from generator.model.paper_marks import KIND_LABEL, PERIOD_LABEL
from generator.model.records import DocumentKind
from generator.model.values import DOCUMENT_KIND, code_of

_ISSUERS = (
    "发文机关",
    "发文单位",
    "制发机关",
    "制定机关",
    "发布机构",
    "发布机关",
    "发布单位",
    "公开主体",
    "公开机构",
)
_NUMBERS = ("发文字号", "文号", "文件编号")
FORMED = ("成文日期", "成文时间", "生成日期", "发文日期", "印发日期", "制发日期")
_PUBLISHED = (*PUBLISHED, "填报时间", "填报日期", "填表日期", "制表日期", "制表")
_FILLERS = ("填报单位", "填表单位", "制表单位")  # who filled a form in, above a table
_GOVERNMENT_OFFICES = ("人民政府办公厅", "人民政府办公室")
# 部 ends 全部, too
_SURE_OF_OFFICE = tuple(word for word in OFFICES if word != "部")
_BODY = alt(OFFICES, _GOVERNMENT_OFFICES, ("院", "署"))
# 全市法院工作要点 is about all of them, and not issued by one
_TITLE_ISSUER = re.compile(
    rf"(?:20\d\d年(?:度)?)?(?P<body>(?!20\d\d年|关于|各|全[国省市县区])[^，。《“”]{{2,40}}?{_BODY}"
    rf"(?:[、 \u3000]{{1,8}}[^，。《“”]{{2,24}}?{_BODY}){{0,7}})"
    r"\s{0,4}(?=关于|印发|转发|20\d\d|二[〇○]|《|发布|“|年度|工作)"
)
_AND_OTHERS = re.compile(
    rf"(?P<body>[^，。《“”、\s]{{2,24}}?{_BODY})等\s?(?:\d{{1,2}}|{han(1, 3)})\s?(?:个|家)?(?:部门|单位)"
    r"(?=关于|印发|转发)"
)
_TEXT_ISSUER = re.compile(
    r"20\d\d年(?:度|上半年|以来)?[，,]?\s?"
    rf"(?P<body>[\u4e00-\u9fff]{{2,16}}?{alt(_SURE_OF_OFFICE)})"
    r"(?=围绕|坚持|在|深入|以|认真|全面|紧紧|紧扣|持续|始终|立足|聚焦|严格|积极)"
)
_SUMMARY = re.compile(
    r"总结|自查|小结|汇报|述职|完成情况|落实情况|工作报告|情况报告|情况的报告|回顾|自评|评估报告|工作情况|开展情况|进展情况"
)
# to be done, not reported
_ASKS_FOR = re.compile(
    r"(?:关于|组织|部署|做好|认真|进一步).{0,30}(?:自查|自评|总结)(?:自纠|自评|整改|工作|活动)*的?(?:通知|函|方案)|(?:自查|自评)(?:自纠|工作|活动)*的?(?:实施|工作)?方案"
)
_PLAN_TOO = re.compile(r"计划|打算|安排|思路|要点|下一步|谋划")
_ASSIGNMENT = re.compile(
    r"责任分解|任务分解|分工方案|责任清单|任务清单|职责分工|重点任务分工|责任分工|任务分工|分解表"
)
_TABLE = re.compile(r"(?:表|清单|台账)(?:[（(].*[）)])?[》〉”]?(?:的(?:通知|函))?$")
_SENT_OUT = re.compile(r"《(?P<title>[^《》]{4,80})》[^。《》]{2,60}印发给你们")
_SHORTEST_BODY = 4
_NOTICE = 400  # characters of a paragraph in which a notice says what it sends out
_PLAIN_KIND = re.compile(r"工作要点|工作计划|总结|打算|工作安排")
_FIVE_YEARS = {"十二五": "2011/2015", "十三五": "2016/2020", "十四五": "2021/2025", "十五五": "2026/2030"}
_DONE_SECTION = re.compile(
    r"(?:工作)?(?:开展|完成|进展|落实|总结|回顾)(?:情况)?|情况|成效|做法|成绩|亮点|回顾|总结"
)
_PLAN_SECTION = re.compile(r"计划|打算|安排|思路|下一步|下一阶段|下半年|明年|展望|今后")
_NEXT_YEAR = re.compile(r"明年|下一?年度|来年")
_SECTION = 2  # rank of 一、
_REQUIREMENTS = re.compile(r"(?:工作|有关|相关|几点)?要求$|组织实施|保障措施|组织领导|组织保障|工作保障")
_PART_OF_YEAR = re.compile(r"[上下]半年|季度|\d月|学期|学年")
_CN_PERIOD = re.compile(r"(?P<a>20\d{2})\s?年?\s?[—\-－–~至]\s?(?P<b>20\d{2})\s?年?")


def title(blocks: list[Block], meta: dict[str, str], source: Source) -> str | None:
    """The printed title, else the one a head block or the file format names."""
    printed = "".join(_glue(b.words) for b in blocks if b.kind == "title")
    named = next((meta[k] for k in TITLE_LABELS if meta.get(k)), None)
    return named or strip_title_marks(printed.strip()) or source.title


def annex_title(root: Node) -> str:
    """The title of the first annex of a file that has no text before it; empty for any other file."""
    first = root.children[0] if root.children else root
    if first.style != "attachment" or root.text or first.head is None:
        return ""
    own = attachment_name(first.head.words)[1]
    return own or next((b.words for b in first.body if b.kind == "text"), "")


def sent_out(blocks: list[Block]) -> str | None:
    """What a notice that lost its title says it sends out: 《…》已经…同意，现印发给你们."""
    return next(
        (m.group("title") for b in blocks if b.kind == "text" and (m := _SENT_OUT.search(b.text[:_NOTICE]))),
        None,
    )


def _glue(words: str) -> str:
    """A title line; letters spaced out for looks (国 家 粮 食) are closed up."""
    return words.replace(" ", "") if re.fullmatch(r"(?:\S ){4,}\S?", words) else words


def issuer(blocks: list[Block], meta: dict[str, str], name: str | None, root: Node) -> str | None:
    """The body that issued the document, as printed."""
    named = next((meta[k] for k in _ISSUERS if meta.get(k)), None)
    if named:
        return named
    name = name or annex_title(root)
    match = _TITLE_ISSUER.match(name)
    titled = " ".join(match.group("body").split()) if match else ""
    signed = [body for words in signature_bodies(blocks) for body in words.split()]
    if signed:
        if len(signed) > 1 and (first := _AND_OTHERS.match(name)):
            return first.group("body")  # of seventeen that sign, the one in the title
        if len(signed) > 1 and name.startswith(f"{signed[0]}关于"):
            return signed[0]
        # several bodies, or one on two lines
        together = (" " if all(map(is_surely_unit, signed)) else "").join(signed)
        return _with_more("".join(titled.split()), "".join(signed)) or together
    if titled:
        return titled
    source = source_body(meta)
    if source:
        return source
    if filler := next((meta[k] for k in _FILLERS if meta.get(k)), None):
        return re.sub(r"[（(][^（）()]{0,4}章[）)]$", "", filler)
    for block in [b for n in walk(root) for b in n.body if b.kind == "text"][:3]:
        match = _TEXT_ISSUER.search(block.words[:200])
        if match:
            return match.group("body")
    return site_body(meta)


def named_first(bodies: list[str], name: str) -> str:
    """Of several bodies that sign, the one that the title names first, else the one that signs first."""
    return min(bodies, key=lambda body: at if (at := name.find(body)) >= 0 else len(name))


def _with_more(titled: str, signed: str) -> str:
    """The bodies of the title, if behind the one that signed it names further ones of the same place."""
    rest = titled.removeprefix(signed)
    return (
        titled if titled.startswith(signed) and len(rest) >= _SHORTEST_BODY and rest[:2] == signed[:2] else ""
    )


def day(blocks: list[Block], meta: dict[str, str], name: str = "") -> str | None:
    """The date of the document, ISO: of formation, else of signature, else of publication. Where the document
    of the title `name` cannot have been signed on that day, it is that of publication, if known."""
    formed = first_day(FORMED, meta)
    published = first_day(_PUBLISHED, meta)
    signed = signed_day(blocks, published)
    if signed and published and signed < published and not formed and is_too_early(signed, name):
        signed = published
    found = formed or signed or published
    return found.isoformat() if found else None


def first_day(labels: Iterable[str], meta: dict[str, str]) -> date | None:
    """The first day that one of the fields states."""
    return next((found for label in labels if (found := find_date(meta.get(label, "")))), None)


def signed_day(blocks: list[Block], published: date | None) -> date | None:
    """The day of the signature; one without a year (8月20日) is the last such day before the page was
    published."""
    signed = signature_date(blocks)
    if signed:
        return date.fromisoformat(signed)
    part = yearless_day([block for block in blocks if block.kind == "signature"])
    if not part or not published:
        return None
    year = published.year - (part > (published.month, published.day))
    try:
        return date(year, *part)
    except ValueError:
        return None


def is_too_early(signed: date, name: str) -> bool:
    """Whether a report on a whole year is signed before half of that year was over."""
    years = re.findall(r"(20\d{2})\s?年", name.translate(DIGITS))
    if not years or kind(name, Node(), False) not in ("summary", "mixed") or _PART_OF_YEAR.search(name):
        return False
    return signed < date(int(min(years)), 7, 1)


def number(blocks: list[Block], meta: dict[str, str]) -> str | None:
    """The document number, as printed."""
    for label in _NUMBERS:
        match = DOC_NUMBER.search(meta.get(label, ""))
        if match:
            return re.sub(r"\s+", "", match.group())
    return next((b.value for b in blocks if b.kind == "docnumber"), None)


def stated_kind(meta: dict[str, str]) -> DocumentKind | None:
    """The kind that the document states of itself, as a paper does that was handed out."""
    found = code_of(DOCUMENT_KIND)(meta.get(KIND_LABEL, ""))
    return cast(DocumentKind, found) if found in DOCUMENT_KIND else None


def kind(name: str, root: Node, has_rows: bool) -> DocumentKind:
    """plan, summary, mixed or assignment: by title, table and sections."""
    if (has_rows and not _PLAIN_KIND.search(name)) or _ASSIGNMENT.search(name):
        return "assignment"
    if name:
        core = re.sub(r"“[^”]*”", "", name)
        reports = None if _ASKS_FOR.search(core) else _SUMMARY.search(core)
        if reports:
            rest = core[reports.end() :]
            return (
                "mixed"
                if _plans_next_year(core, root)
                or _PLAN_TOO.search(rest)
                or _PLAN_TOO.search(core[: core.find("总结")] if "总结" in core else "")
                else "summary"
            )
        return "plan"
    heads = [n.title.words for n in walk(root) if n.rank == 2]
    plans = any(_PLAN_SECTION.search(h) for h in heads)
    done = any(_DONE_SECTION.search(h) and not _PLAN_SECTION.search(h) for h in heads)
    unheaded = bool(root.children) and root.children[0].rank > 2
    if plans and (done or unheaded):
        return "mixed"
    return "summary" if done and not plans else "plan"


def _plans_next_year(name: str, root: Node) -> bool:
    """Whether below the title of a report a section plans the year after: 二、2024年工作安排."""
    years = [int(year) for year in re.findall(r"20\d{2}", name.translate(DIGITS))]
    heads = [n.title.words.translate(DIGITS) for n in walk(root) if n.head is not None and n.rank <= _SECTION]
    return any(
        _PLAN_SECTION.search(head)
        and (
            _NEXT_YEAR.search(head) is not None
            or any(years and int(year) > max(years) for year in re.findall(r"20\d{2}", head))
        )
        for head in heads
    )


def is_of_table(name: str) -> bool:
    """Whether a title names a table of tasks, or a notice that sends one out."""
    return _ASSIGNMENT.search(name) is not None or _TABLE.search(name) is not None


def section_kind(node: Node, whole: DocumentKind) -> str | None:
    """plan, done, problems or requirements of a top-level section, where its title says so."""
    words = node.title.words
    if is_problem(node):
        return "problems"
    if _REQUIREMENTS.search(words):
        return "requirements"
    if whole in ("summary", "mixed"):
        if _PLAN_SECTION.search(words):
            return "plan"
        if whole == "summary" or _DONE_SECTION.search(words):
            return "done"
    return None


def result_nodes(root: Node, whole: DocumentKind) -> frozenset[Node]:
    """The nodes that stand where the document reports what was done."""
    if whole not in ("summary", "mixed"):
        return frozenset()
    found: set[Node] = set()
    plan_begun = False
    for top in root.children:
        plan_begun = plan_begun or (top.rank <= 2 and _PLAN_SECTION.search(top.title.words) is not None)
        done = not plan_begun if top.rank > 2 else section_kind(top, whole) == "done"
        if done:
            found.update(walk(top))
    return frozenset(found)


def period(name: str, meta: dict[str, str], blocks: list[Block], root: Node) -> str | None:
    """2024, 2024-H1, 2021/2025 … from the title, else the first year of the text, else the document's
    date."""
    name = (meta.get(PERIOD_LABEL) or name or annex_title(root)).translate(DIGITS)
    core = re.sub(r"[〔\[（(]20\d{2}[〕\]）)]\s?\d+号", "", name)
    span = _CN_PERIOD.search(core)
    if span and int(span.group("a")) < int(span.group("b")):
        return f"{span.group('a')}/{span.group('b')}"
    plan = next((years for words, years in _FIVE_YEARS.items() if words in core and "规划" in core), None)
    if plan:
        return plan
    year = re.search(
        r"(20\d{2})\s?年?(?:度)?(?P<part>上半年|下半年|第?[一二三四1-4]季度|\d{1,2}月(?:份)?)?", core
    )
    if year and not ("上半年" in core and "下半年" in core):
        return year.group(1) + part_of_year(year.group("part") or "")
    if year:
        return year.group(1)
    first = next((b.words for n in walk(root) for b in n.body if b.kind == "text"), "")
    opening = re.match(r"(20\d{2})年", first)
    if opening:
        return opening.group(1)
    formed = day(blocks, meta, name)
    return formed[:4] if formed else None


def year_of_file(name: str) -> str | None:
    """The year in the name of a file, for a document that states none: 重点工作（2025）.xlsx."""
    found = re.search(r"(?<!\d)20\d{2}(?!\d)", name.translate(DIGITS))
    return found.group() if found else None


def part_of_year(words: str) -> str:
    """The ending of a period that words name: -H1, -Q3, -05; empty for none."""
    if words == "上半年":
        return "-H1"
    if words == "下半年":
        return "-H2"
    if words.endswith("季度"):
        digit = words.removesuffix("季度").removeprefix("第")
        return f"-Q{'一二三四'.find(digit) + 1 or digit}"
    month = re.match(r"\d{1,2}", words)
    return f"-{int(month.group()):02d}" if month and 1 <= int(month.group()) <= 12 else ""


def sections(root: Node) -> list[str]:
    """The top-level headings of the main text as printed, number and title."""
    tops = [c for c in main_nodes(root) if c.head is not None]
    high = [c for c in tops if c.rank <= 2]
    if not high:
        for attachment in (c for c in root.children if c.style == "attachment"):
            high = [c for c in attachment.children if c.rank <= 2]
            if high:
                break
    if not any(c.children or (c.title.own and c.text) for c in high):  # 一、请各单位…: sentences head nothing
        return []
    top = min((c.rank for c in high), default=0)
    return [f"{c.number}{c.title.words}" for c in high if c.rank == top]


def table_title(blocks: list[Block]) -> str | None:
    """The line that names the first table of tasks: the nearest title-like line above its header."""
    at = next((i for i, b in enumerate(blocks) if b.row is not None), None)
    if at is None:
        return None
    for block in reversed(blocks[max(0, at - 40) : at]):
        words = block.words
        if (
            block.kind in ("text", "cells")
            and 6 <= len(words) <= 60
            and re.search(r"(?:表|清单|台账|分工|任务|方案)(?:[（(].*[）)])?$", words)
        ):
            return words
    return None
