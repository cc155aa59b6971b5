"""What a clerk must know of a PDF beside its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.importer.readers.pdf_pages import Page

_NAMED = 20  # pages that a note names
_FEWEST = 2  # letters printed twice that are worth a word


def notes(pages: Sequence[Page], apart: Sequence[dict[int, str]], author: str) -> Iterator[str]:
    """Sentences for the report. `apart`: for each page the lines that are none of its text."""
    if author:
        yield f"文件属性里有作者姓名：{author}"
    empty = [p for p, aside in zip(pages, apart, strict=True) if len(p.lines) == len(aside) and not p.tables]
    if found := [p.number for p in empty if p.has_pictures]:
        yield f"第 {_listed(found)}只有图片，没有文字层，未导入，可能是扫描件，请先做文字识别（OCR）"
    if found := [p.number for p in pages if p.is_damaged]:
        yield (
            f"第 {_listed(found)}的数据已损坏，只读出了一部分，或完全没有读出，"
            "请重新下载或另存一份再导入，或对照原文补上"
        )
    rest = [p for p in empty if not p.has_pictures and not p.is_damaged]
    if found := [p.number for p in rest if p.is_outlined]:
        yield (
            f"第 {_listed(found)}的文字不是字符，而是画成了图形（转曲），未导入，请改用 Word 原稿，"
            "或先做文字识别（OCR）"
        )
    if found := [p.number for p in rest if not p.is_outlined]:
        yield (
            f"第 {_listed(found)}没有读出文字，如果不是空白页（文字可能画成了图形，或数据已损坏），"
            "请对照原文补上"
        )
    if found := [p.number for p in pages if any(table.is_guessed for table in p.tables)]:
        yield (
            f"第 {_listed(found)}的表没有框线，或没有竖线，各栏是按空白推断的，"
            "请对照原件逐行核对任务、单位和时限，或向发文单位要 Word、Excel 原件再导入"
        )
    yield from _of_letters(pages)


def _of_letters(pages: Sequence[Page]) -> Iterator[str]:
    """What is to be said of words that were read another way than they stand in the file."""
    if found := [p.number for p in pages if p.is_recognised]:
        yield f"第 {_listed(found)}是扫描的图片，文字是文字识别（OCR）得来的，可能有错字，请逐句对照原件核对"
    if found := [p.number for p in pages if p.hidden]:
        # not what they say: notes stand in the draft, which is kept and may be published
        count = sum(len(words) for p in pages for words in p.hidden)
        yield (
            f"第 {_listed(found)}有读者看不见的文字（不显示、与底色同色、在页面之外，或被图形盖住），"
            f"共 {count} 字，没有导入，但在这份 PDF 里复制或搜索就能看到"
        )
    doubled = sum(p.doubled for p in pages)
    if doubled >= _FEWEST:
        yield f"有 {doubled} 个字在同一处重复打印（常用来加粗），重复的没有录入"


def _listed(pages: list[int]) -> str:
    return f"{'、'.join(map(str, pages[:_NAMED]))} 页{'等' if len(pages) > _NAMED else ''}"
