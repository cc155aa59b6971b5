"""Rule: a proposed id is the name in pinyin, a hyphen between words: 综合协调科 → zonghe-xietiao-ke.

Words are the prefix of a level (市, 县), the kind of office at the end (局, 委员会), words that names are
full of (国务院, 关于), the phrases that the pinyin dictionary knows, and pairs of what is left between them.
The same id twice gets a number behind it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypinyin.seg.mmseg import Seg

_LONGEST = 48  # characters of an id without its number
_SPLIT = re.compile(r"[A-Za-z]+|\d+|[\u4e00-\u9fff]+")
_NAME = re.compile(
    r"(?P<level>[省市县区州]局(?=.{2})|[省市县区州镇乡](?=政府.)|[省市县区州镇乡](?![场民政容域块村])(?=.{2}))?(?P<core>.*?)(?P<end>委员会|管委会|办公室|办公厅|指挥部|事务所|人民政府|政府|中心|支队|大队|公司|学院|大学|医院|街道|机构|单位|部门|"
    r"[局厅委办科股室处站所队部会院署社镇乡区]|办法|条例|规定|规划|计划|方案|预案|通知|意见|决定|要点|措施|细则|标准|法)?"
)
_WHOLE = "关于|印发|转发|国务院|人民政府|政府|办公[厅室]|机关|各(?!地)"
_LINKS = re.compile(
    rf"({_WHOLE}|[和与及的]|(?<=..)[镇乡](?=(?:人民)?政府|$)|(?<=..)[省市县区](?![场民政容域块级直])(?=..))"
)


class Slugs:
    """Gives ids that are free: not in use in content/, not given before."""

    def __init__(self, taken: frozenset[str], otherwise: str) -> None:
        self._taken = set(taken)
        self._otherwise = otherwise
        self._last: dict[str, int] = {}

    def free(self, name: str) -> str:
        """An id for the name."""
        stem = slug(name) or self._otherwise
        number = self._last.get(stem, 0) + 1
        ident = stem if number == 1 else f"{stem}-{number}"
        while ident in self._taken:
            number += 1
            ident = f"{stem}-{number}"
        self._last[stem] = number
        self._taken.add(ident)
        return ident


def slug(name: str) -> str:
    """The name in pinyin, whole words only; empty when nothing of it can be spelled."""
    out = ""
    for run in _SPLIT.findall(name):
        for word in _words(run) if run[0] >= "\u4e00" else [run.lower()]:
            spelled = _spell(word)
            if spelled and len(out) + len(spelled) >= _LONGEST:
                return out or spelled[:_LONGEST]
            out = f"{out}-{spelled}" if out and spelled else out or spelled
    return out


def _words(run: str) -> list[str]:
    """The words of a run of Chinese characters."""
    match = _NAME.fullmatch(run)
    if match is None or not match.group("core"):
        return [run]
    core = [
        word
        for n, part in enumerate(_LINKS.split(match.group("core")))
        if part
        for word in ([part] if n % 2 else _pairs(part))
    ]
    return [w for w in (match.group("level"), *core, match.group("end")) if w]


def _pairs(part: str) -> list[str]:
    """The phrases of the dictionary, and pairs of the characters between them."""
    out: list[str] = []
    single = ""
    for piece in [*_seg().cut(part), ""]:
        if len(piece) == 1:
            single += piece
            continue
        out += [single[i : i + 2] for i in range(0, len(single), 2)]
        single = ""
        if piece:
            out.append(piece)
    return out


@cache
def _seg() -> Seg:
    from pypinyin.seg import mmseg  # loaded only here: building a site does not need it

    return mmseg.seg


@lru_cache(maxsize=4096)
def _spell(word: str) -> str:
    """One word in pinyin letters."""
    from pypinyin import lazy_pinyin

    if word.isascii():
        return word
    return "".join(
        p for p in lazy_pinyin([word], errors="ignore", v_to_u=False) if p.isascii() and p.isalnum()
    )
