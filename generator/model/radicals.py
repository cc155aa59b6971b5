"""Characters that a PDF names as radicals (⼈, ⺠, ⻓) look like the plain ones (人, 民, 长) and are others.

Fonts draw both with one glyph, and many programs that make PDFs write down the radical's code; copied into
Word or a YAML file the codes stay, and neither searches nor names match. Source: Unicode, NFKC for U+2F00 to
U+2FD5, EquivalentUnifiedIdeograph.txt for U+2E80 to U+2EF3, of which those that are characters of their own.
"""

from __future__ import annotations

import re
import unicodedata

_SUPPLEMENT = dict(
    zip(
        "⺒⺓⺝⺞⺟⺠⺩⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "巳幺月歺母民王虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_KANGXI = {chr(n): unicodedata.normalize("NFKC", chr(n)) for n in range(0x2F00, 0x2FD6)}
_PLAIN = str.maketrans(_SUPPLEMENT | _KANGXI | {"⼾": "户"})  # NFKC has 戶, which no text here prints
_BLOCKS = re.compile("[\u2e80-\u2fd5]")


def radicals_in(text: str) -> list[re.Match[str]]:
    """Where radicals stand that have a plain character."""
    return [match for match in _BLOCKS.finditer(text) if ord(match.group()) in _PLAIN]


def plain(text: str) -> str:
    """The text with plain characters in the place of radicals, as many as before."""
    return text.translate(_PLAIN)
