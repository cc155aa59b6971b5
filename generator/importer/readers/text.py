"""Plain text: UTF-8 and UTF-16 with or without a mark, GB18030; garbled or binary content is refused."""

from __future__ import annotations

import codecs
import re

from generator.importer.lines import Source, UnreadableError, split_lines

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本"
    "去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比"
    "或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总"
    "次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做"
    "必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权"
    "收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信"
    "马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连"
    "断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存"
    "候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞"
)


# Which encoding a text was taken for, and which it was in.
_MISREAD = (
    ("gb18030", "utf-8"),
    ("latin-1", "utf-8"),
    ("cp1252", "utf-8"),
    ("latin-1", "gb18030"),
    ("cp1252", "gb18030"),
    ("big5", "gb18030"),
)


_FEW_NULLS = 4


def decode(data: bytes, name: str) -> tuple[str, str | None]:
    """The text of the bytes, and a note when its encoding had to be guessed.

    Raises UnreadableError for binary content and for text whose encoding was broken before (乱码).
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _sound(data[len(mark) :].decode(encoding, "replace"), name), None
    if b"\x00" in data:
        text = _utf_16(data) if b"\x00" in data[:4096] else None
        if text is not None:
            return _sound(text, name, strict=True), "文件没有写明编码，按 UTF-16 读取，请核对"
        return _without_nulls(data, name)
    try:
        return _sound(data.decode("utf-8"), name), None
    except UnicodeDecodeError:
        pass
    try:
        return _sound(data.decode("gb18030"), name, strict=True), None
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 50 < len(text):
        return _sound(text, name), "个别字无法识别，已用“\ufffd”代替"
    text = data.decode("gb18030", "replace")
    if text.count("\ufffd") * 50 < len(text):
        return _sound(text, name, strict=True), "个别字无法识别，已用“\ufffd”代替"
    raise UnreadableError(f"{name} 不是文字文件，或编码无法识别，请另存为 UTF-8 文本再导入。")


def is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8; a page of GB18030 is never so by chance,
    while pages of UTF-8 may declare an old encoding."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf_16(data: bytes) -> str | None:
    """The text of UTF-16 without a mark: line ends and digits have an empty half, characters do not. None
    for anything else with such bytes."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and _common(text[:20000]) * 5 > len(text[:20000]):
            return text
    return None


def _without_nulls(data: bytes, name: str) -> tuple[str, str]:
    """A text into which a few empty bytes have come, without them, and what to look at. Raises
    UnreadableError where there are many: that is no text."""
    count = data.count(b"\x00")
    if count > max(_FEW_NULLS, len(data) // 100):
        raise UnreadableError(
            f"{name} 里有 {count} 个空字节（值为 0），不是文字文件，或保存时损坏了；"
            "请用原来的软件打开，另存为 UTF-8 文本再导入。"
        )
    lines = [str(n) for n, line in enumerate(data.splitlines(), 1) if b"\x00" in line]
    where = "、".join(lines[:_FEW_NULLS]) + ("等" if len(lines) > _FEW_NULLS else "")
    text, note = decode(data.replace(b"\x00", b""), name)
    told = f"文件第 {where} 行有 {count} 个看不见的空字节（值为 0），已去掉，请对照原文看那里有没有缺字"
    return text, f"{note}；{told}" if note else told


# What is left of Chinese that passed through a wrong encoding: \ufffd saved as UTF-8 and read as GBK, memory
# never filled, signs lost.
_LEFT = re.compile(r"(?:锟斤拷|锟斤|烫烫|屯屯|\?{2,}){1,2000}")


def _sound(text: str, name: str, strict: bool = False) -> str:
    """The text unless it is binary or garbled."""
    if len(_CONTROL.findall(text)) * 20 > len(text):
        raise UnreadableError(f"{name} 不是文字文件，无法导入。")
    if is_garbled(text) or (strict and _unlikely(text)):
        raise UnreadableError(f"{name} 的文字是乱码，请找到原文件，另存为 UTF-8 文本再导入。")
    return text


def is_garbled(text: str) -> bool:
    """Whether the text was decoded with the wrong encoding before: read back it turns into Chinese."""
    sample = text[:20000]
    if sample.count("\ufffd") * 20 > len(sample) or sum(map(len, _LEFT.findall(sample))) * 5 > len(sample):
        return True
    for taken_for, real in _MISREAD:
        try:
            back = sample.encode(taken_for, "ignore").decode(real, "ignore")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        foreign = sum(ord(c) > 127 for c in sample)
        if (
            foreign >= 8
            and _common(back) >= 8
            and _common(back) > 4 * _common(sample)
            and len(back) * 4 > foreign
        ):
            return True
    return False


def _common(text: str) -> int:
    return sum(c in _COMMON for c in text)


def _unlikely(text: str) -> bool:
    """Text that is hardly Chinese although GB18030 could read it: long, foreign,
    without common characters."""
    sample = text[:20000]
    han = sum(ord(c) > 127 for c in sample)
    return han > 40 and _common(sample) * 20 < han


def read_text(data: bytes, name: str) -> Source:
    """Read a plain text file."""
    text, note = decode(data, name)
    return Source(split_lines(text), name, notes=(note,) if note else ())
