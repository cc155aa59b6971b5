"""The one rule that says when two texts are the same text:
templates/assets/search/normalise.js states it again.

NFKC and case folding make full-width and half-width forms, capitals and small letters equal. White space is
dropped, so that a phrase is found across a line break, except between two ASCII letters or digits, where one
space remains. Characters without width (left behind by word processors) and marks of writing direction count
as white space, for no reader can see them.
"""

from __future__ import annotations

import re
import unicodedata

_SPACE = r"[\t-\r\x1c- \x85\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+"
_SPACES = re.compile(_SPACE)
_WORD_SPACES = re.compile(rf"(?<=[0-9a-z]){_SPACE}(?=[0-9a-z])")
_KEPT = "\x00"


def normalise(text: str) -> str:
    """The form in which texts and queries are compared."""
    folded = text.replace(_KEPT, " ")
    if folded.isascii():
        folded = folded.lower()
    else:
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", folded).casefold())
    if _SPACES.search(folded) is None:
        return folded
    return _SPACES.sub("", _WORD_SPACES.sub(_KEPT, folded)).replace(_KEPT, " ")


def is_space(character: str) -> bool:
    """Whether a character counts as white space."""
    return character == _KEPT or _SPACES.fullmatch(character) is not None
