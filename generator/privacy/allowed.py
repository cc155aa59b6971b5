"""What may stand in public although it looks private: the ways to reach an office."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from generator.model.secret_kinds import Kind
from generator.privacy.digits import plain
from generator.privacy.find import findings_in
from generator.privacy.kinds import Secret

_CALLS: frozenset[Kind] = frozenset({"mobile", "telephone", "office_line", "mail", "qq", "wechat", "contact"})
_NUMBER = re.compile(r"\d{7,12}")
_LOCAL = 7  # digits of a telephone without its area


def public_values(texts: Iterable[str]) -> frozenset[str]:
    """The telephones, mails and persons in texts that say how an office is reached."""
    texts = list(texts)
    found = {secret.value for text in texts for secret in findings_in(text) if secret.kind in _CALLS}
    joined = (re.sub(r"[-—－()（）\s]", "", plain(text)) for text in texts)
    return frozenset(found | {number for text in joined for number in _NUMBER.findall(text)})


def is_allowed(secret: Secret, allowed: Collection[str]) -> bool:
    """Whether a secret is among the allowed values; a telephone also with its area or without."""
    if secret.value in allowed:
        return True
    if secret.kind not in _CALLS or not secret.value.isdigit():
        return False
    return any(
        one.isdigit()
        and min(len(one), len(secret.value)) >= _LOCAL
        and (one.endswith(secret.value) or secret.value.endswith(one))
        for one in allowed
    )
