"""The form in which names of units, policies and topics are compared, and digits are read."""

from __future__ import annotations

# for str.translate: full-width digits to plain ones
DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_WIDTHS = str.maketrans("（），：；〔〕［］", "(),:;[][]")


def name_key(name: str) -> str:
    """The form in which names are compared: no white space, half-width marks, no 《》 around it all."""
    words = "".join(name.split()).translate(_WIDTHS)
    return words[1:-1] if words[:1] == "《" and words.find("》") == len(words) - 1 else words
