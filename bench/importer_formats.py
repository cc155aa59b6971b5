"""The same document as a file of another format: a web page,
a Word document, a sheet or table of its tasks.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from html import escape
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from bench.importer_variants import Answer, below_title, has_table, squeeze
from generator.importer.lines import Source
from generator.importer.readers import read_bytes

Rewrite = Callable[[str, Answer], tuple[Source, Answer] | None]

_PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_政务公开</title>\
<script>var n = 1;</script></head><body>
<div class="top-nav"><a href="/">网站首页</a><a href="/xw">新闻中心</a><a href="/zw">政务公开</a></div>
<div class="position">您当前的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; 计划总结</div>
<div class="content">{head}{body}</div>
<div class="pages"><p>上一篇：<a href="/1">关于开展2023年度考核工作的通知</a></p>\
<p>下一篇：<a href="/2">关于召开全市工作会议的通知</a></p></div>
<div class="footer"><p>版权所有：某某市人民政府　主办单位：某某市人民政府办公室，某某市信息中心承办。</p>\
<p>皖ICP备05000001号-1</p></div></body></html>"""


def _lines(text: str, answer: Answer) -> list[str] | None:
    body = below_title(text, answer)
    return [line.strip() for line in body if line.strip()] if body is not None else None


def _fields(answer: Answer) -> list[tuple[str, str]]:
    fields = [
        ("索引号", "0145/2024-0021"),
        ("发布机构", answer["issuer"]),
        ("成文日期", answer["date"]),
        ("发文字号", answer["doc_number"]),
    ]
    return [(k, v) for k, v in fields if v]


def _html(page: str, answer: Answer) -> tuple[Source, Answer]:
    return read_bytes(page.encode("utf-8"), "page.html"), answer


def page_of_paragraphs(text: str, answer: Answer) -> tuple[Source, Answer] | None:
    """Title in h1, head block as a table, each line a p."""
    lines = _lines(text, answer)
    if lines is None:
        return None
    cells = "".join(f"<tr><th>{k}：</th><td>{escape(v)}</td></tr>" for k, v in _fields(answer))
    head = f"<table class='xxgk'>{cells}</table><h1>{escape(squeeze(answer['title']))}</h1>"
    return _html(
        _PAGE.format(
            title=answer["title"], head=head, body="".join(f"<p>&emsp;&emsp;{escape(x)}</p>" for x in lines)
        ),
        answer,
    )


def page_of_breaks(text: str, answer: Answer) -> tuple[Source, Answer] | None:
    """Title in a div, source line below, the text parted by br in one div."""
    lines = _lines(text, answer)
    if lines is None:
        return None
    head = (
        f"<div class='title'>{escape(squeeze(answer['title']))}</div><div class='info'>"
        + "".join(f"<span>{k}：{escape(v)}</span>　" for k, v in _fields(answer))
        + "</div>"
    )
    return _html(
        _PAGE.format(
            title=answer["title"],
            head=head,
            body="<div id='zoom'>" + "<br><br>".join(f"　　{escape(x)}" for x in lines) + "</div>",
        ),
        answer,
    )


def page_of_layout_tables(text: str, answer: Answer) -> tuple[Source, Answer] | None:
    """An old page: tables for the layout, font and span inside words,
    head block as a grid of two pairs a row.
    """
    lines = _lines(text, answer)
    if lines is None:
        return None
    pairs = _fields(answer)
    rows = "".join(
        "<tr>" + "".join(f"<td>{k}</td><td>{escape(v)}</td>" for k, v in pairs[i : i + 2]) + "</tr>"
        for i in range(0, len(pairs), 2)
    )
    head = (
        f"<table width='100%'>{rows}</table><table><tr><td align='center'><font "
        f"size='5'><b>{escape(squeeze(answer['title']))}</b></font></td></tr></table>"
    )
    words = "".join(
        f"<p><font><span>{escape(x[:6])}</span><span lang='EN-US'>{escape(x[6:])}</span></font></p>"
        for x in lines
    )
    return _html(
        _PAGE.format(title=answer["title"], head=head, body=f"<table><tr><td>{words}</td></tr></table>"),
        answer,
    )


def _docx(document: Any) -> Source:
    out = io.BytesIO()
    document.save(out)
    return read_bytes(out.getvalue(), "a.docx")


def word_typed(text: str, answer: Answer) -> tuple[Source, Answer] | None:
    """A Word document whose numbers were typed; signature lines as they stand."""
    lines = _lines(text, answer)
    if lines is None:
        return None
    document = docx.Document()
    for line in (squeeze(answer["title"]), answer["doc_number"] or "", *lines):
        document.add_paragraph(line)
    return _docx(document), _without_head(answer, lines)


_MARKS = (
    ("chineseCounting", "%1、", re.compile(r"([一二三四五六七八九十]{1,3})、")),
    ("chineseCounting", "（%1）", re.compile(r"（([一二三四五六七八九十]{1,3})）")),
    ("decimal", "%1.", re.compile(r"(\d{1,2})\.(?!\d)")),
)


def word_numbered(text: str, answer: Answer) -> tuple[Source, Answer] | None:
    """A Word document with automatic numbers and outline levels, where its numbers allow it."""
    lines = _lines(text, answer)
    if lines is None or has_table(answer):
        return None
    document = docx.Document()
    numbering = document.part.numbering_part.element
    for style, (form, pattern, _) in enumerate(_MARKS):
        xml = (
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{90 + style}"><w:lvl w:ilvl="0"><w:start '
            f'w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText '
            f'w:val="{pattern}"/></w:lvl></w:abstractNum>'
        )
        numbering.insert(0, parse_xml(xml))
    document.add_paragraph(squeeze(answer["title"]), style="Title")
    lists: dict[int, tuple[int, int]] = {}
    used = 900
    for line in lines:
        paragraph = document.add_paragraph()
        for style, (_, _, mark) in enumerate(_MARKS):
            match = mark.match(line)
            if match is None:
                continue
            ordinal = _ordinal(match.group(1))
            number, last = lists.get(style, (0, -1))
            if ordinal == 1:
                used += 1
                number = used
                numbering.append(
                    parse_xml(
                        f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId '
                        f'w:val="{90 + style}"/><w:lvlOverride w:ilvl="0"><w:startOverride '
                        'w:val="1"/></w:lvlOverride></w:num>'
                    )
                )
            elif ordinal != last + 1:
                break
            lists[style] = (number, ordinal)
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
            )
            if len(line) < 40:
                properties.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{style}"/>'))
            line = line[match.end() :].lstrip()
            break
        paragraph.add_run(line)
    return _docx(document), _without_head(answer, lines)


def _ordinal(words: str) -> int:
    if words.isdecimal():
        return int(words)
    tens, _, ones = words.rpartition("十")
    digits = "〇一二三四五六七八九"
    value = digits.find(ones) if ones else 0
    return value + (10 * (digits.find(tens) if tens else 1) if "十" in words else 0)


def _without_head(answer: Answer, lines: list[str]) -> Answer:
    """Without what only the head block said."""
    kept = dict(answer)
    words = squeeze("".join(lines))
    if answer["date"] is None or "{}年{}月{}日".format(*map(int, answer["date"].split("-"))) not in words:
        kept.pop("date")
    if not squeeze(answer["title"]).startswith(answer["issuer"]):
        kept.pop("issuer")
    if answer["doc_number"] and answer["doc_number"] not in words:
        kept.pop("doc_number")
    return kept


Table = tuple[list[str], list[list[str]], Answer]


def assignments(answer: Answer, roles: bool) -> Table:
    """The tasks as rows: serial, task, content, units by role (or all in one column), deadline."""
    columns = ["牵头单位", "责任单位", "配合单位"] if roles else ["责任单位"]
    rows: list[list[str]] = []
    tasks: list[dict[str, Any]] = []
    for serial, task in enumerate(answer["tasks"], 1):
        units = task["units"] or [{"name": "综合科", "role": "responsible"}]
        units = units if roles else [{**u, "role": "responsible"} for u in units]
        due = (
            task["deadlines"][0]
            if task["deadlines"]
            else ("长期坚持", "每季度", "2024年12月底前")[serial % 3]
        )
        cites = task["cites"][:2]
        content = "细化分工，落实" + "".join(f"《{c}》" for c in cites) + "有关要求，定期调度，确保取得实效。"
        cells = [
            "、".join(u["name"] for u in units if not roles or u["role"] == role)
            for role in ("lead", "responsible", "support")[: len(columns)]
        ]
        rows.append([str(serial), squeeze(task["title"]), content, *cells, due])
        tasks.append(
            {"n": str(serial), "title": task["title"], "units": units, "deadlines": [due], "cites": cites}
        )
    asked = {"title": squeeze(answer["title"]) + "责任分解表", "tasks": tasks, "indicators": []}
    return ["序号", "工作任务", "工作内容", *columns, "完成时限"], rows, asked


def _titled(answer: Answer) -> bool:
    return bool(answer["title"]) and len({squeeze(t["title"]) for t in answer["tasks"]}) == len(
        answer["tasks"]
    )


def _tabular(write: Callable[[str, list[str], list[list[str]]], Source], roles: bool = True) -> Rewrite:
    def rewrite(_: str, answer: Answer) -> tuple[Source, Answer] | None:
        if not _titled(answer):
            return None
        header, rows, asked = assignments(answer, roles)
        return write(asked["title"], header, rows), asked

    return rewrite


def sheet(title: str, header: list[str], rows: list[list[str]]) -> Source:
    """An Excel sheet with its title in a merged row."""
    book = Workbook()
    page: Any = book.active
    for row in ([title], [], header, *rows):
        page.append(row)
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(header))
    out = io.BytesIO()
    book.save(out)
    return read_bytes(out.getvalue(), "a.xlsx")


def values(title: str, header: list[str], rows: list[list[str]]) -> Source:
    """A CSV file in GB18030."""
    out = io.StringIO()
    csv.writer(out).writerows([[title], header, *rows])
    return read_bytes(out.getvalue().encode("gb18030"), "a.csv")


def word_table(title: str, header: list[str], rows: list[list[str]]) -> Source:
    """A Word table below its title."""
    document = docx.Document()
    document.add_paragraph(title)
    table = document.add_table(rows=0, cols=len(header))
    for row in (header, *rows):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    return _docx(document)


def page_table(title: str, header: list[str], rows: list[list[str]]) -> Source:
    """A table in a web page."""
    body = "".join(
        "<tr>" + "".join(f"<td><p>{escape(c)}</p></td>" for c in row) + "</tr>" for row in (header, *rows)
    )
    return read_bytes(
        _PAGE.format(
            title=title, head=f"<h1>{escape(title)}</h1>", body=f"<table border='1'>{body}</table>"
        ).encode(),
        "a.html",
    )


def cell_a_line(title: str, header: list[str], rows: list[list[str]]) -> Source:
    """The table flattened to one cell a line."""
    return read_bytes("\n".join([title, *header, *(c for row in rows for c in row)]).encode(), "a.txt")


def row_a_line(gap: str) -> Callable[[str, list[str], list[list[str]]], Source]:
    """One row a line."""
    return lambda title, header, rows: read_bytes(
        "\n".join([title, *(gap.join(row) for row in (header, *rows))]).encode(), "a.txt"
    )


def pipes(title: str, header: list[str], rows: list[list[str]]) -> Source:
    """The table in upright strokes."""
    lines = [f"| {' | '.join(row)} |" for row in (header, ["---"] * len(header), *rows)]
    return read_bytes("\n".join([title, "", *lines]).encode(), "a.md")


REWRITES: dict[str, Rewrite] = {
    "网页，p": page_of_paragraphs,
    "网页，br": page_of_breaks,
    "网页，布局表格": page_of_layout_tables,
    "Word，序号打字": word_typed,
    "Word，自动编号": word_numbered,
    "任务表 xlsx": _tabular(sheet),
    "任务表 csv": _tabular(values),
    "任务表 docx": _tabular(word_table),
    "任务表 html": _tabular(page_table),
    "任务表 竖线": _tabular(pipes),
    "任务表 制表符": _tabular(row_a_line("\t")),
    "任务表 一行一条": _tabular(row_a_line("  "), roles=False),
    "任务表 一格一行": _tabular(cell_a_line, roles=False),
}
