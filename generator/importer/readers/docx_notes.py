"""What a Word document carries that is not in its printed text, or was not read: a sentence each."""

from __future__ import annotations

from typing import Any

from generator.importer.readers.docx_fields import shown_fields
from generator.importer.readers.docx_tags import VML, M, W
from generator.importer.readers.office_package import Package

_OFF = ("0", "false", "off")
_DRAWN = (  # pictures that hold words, by the last word of their namespace and tag
    ("{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds", "SmartArt 图示"),
    ("{http://schemas.openxmlformats.org/drawingml/2006/chart}chart", "图表"),
    (f"{W}control", "窗体控件"),
    (f"{W}object", "嵌入的对象"),
)


def hidden_notes(body: Any, package: Package) -> list[str]:
    """Comments, tracked changes, hidden text, and what could not be read."""
    return [*_comments(body, package), *_changes(body), *_not_read(body), *_covered(body)]


def marks(body: Any, holder: str, name: str) -> dict[Any, Any]:
    """The cells or rows whose properties hold a mark, each with its mark; looked up once,
    as most have none."""
    found: dict[Any, Any] = {}
    for mark in body.iter(f"{W}{name}"):
        if mark.getparent().tag == f"{W}{holder}Pr":
            found.setdefault(mark.getparent().getparent(), mark)
    return found


def goes_on(merge: Any) -> bool:
    """Whether a cell with this mark is the lower part of the one above;
    Word does not show what stands in it."""
    return merge.get(f"{W}val") in (None, "continue")


def _comments(body: Any, package: Package) -> list[str]:
    if comments := len(list(body.iter(f"{W}commentReference"))):
        return [f"文档里有 {comments} 条批注，未导入"]
    return ["文档里带有批注文件，未导入"] if "word/comments.xml" in package else []


def _changes(body: Any) -> list[str]:
    inserted = list(body.iter(f"{W}ins", f"{W}moveTo", f"{W}cellIns"))
    deleted = list(body.iter(f"{W}del", f"{W}moveFrom", f"{W}cellDel"))
    if not inserted and not deleted:
        return []
    authors = {e.get(f"{W}author") for e in [*inserted, *deleted]} - {None, ""}
    who = f"，修订人：{'、'.join(sorted(map(str, authors)))}" if authors else ""
    return [f"文档里有未接受的修订（插入 {len(inserted)} 处、删除 {len(deleted)} 处{who}），已按全部接受导入"]


def _not_read(body: Any) -> list[str]:
    notes: list[str] = []
    if next(body.iter(f"{W}altChunk"), None) is not None:
        notes.append("文档里嵌入了另一份文件，没有录入，请打开后把它的内容复制到正文里")
    if formulas := len(list(body.iter(f"{M}oMath"))):
        notes.append(f"文档里有 {formulas} 个公式，只录入了其中的文字，请对照原文核对")
    read = shown_fields(body)
    if signs := sum(sign not in read for sign in body.iter(f"{W}sym")):
        notes.append(f"文档里有 {signs} 个符号字体的符号（如方框、对勾），没有录入，请对照原文补上")
    for tag, what in _DRAWN:
        if count := len(list(body.iter(tag))):
            notes.append(f"文档里有 {count} 个{' ' if what[0].isascii() else ''}{what}，其中的文字没有录入")
    for path in body.iter(f"{VML}textpath"):
        if words := " ".join(str(path.get("string", "")).split()):
            notes.append(f"文档里的艺术字“{words[:40]}”没有录入")
    return list(dict.fromkeys(notes))


def _covered(body: Any) -> list[str]:
    notes: list[str] = []
    if unseen := sum(
        goes_on(mark) and bool("".join(cell.itertext()).strip())
        for cell, mark in marks(body, "tc", "vMerge").items()
    ):
        notes.append(f"表格里有 {unseen} 个合并单元格盖住了文字，被盖住的没有录入")
    if any(v.get(f"{W}val") not in _OFF for v in body.iter(f"{W}vanish")):
        notes.append("文档里有隐藏文字，也已导入")
    return notes
