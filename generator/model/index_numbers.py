"""索引号 by the template of an agency: 000014349/{年}-{5位} is what 000014349/2024-00110 is written by.

Several incompatible forms are in use, so each agency writes its own: {年} is a year, {5位} so many digits,
{序号} any number of them, {月} and {日} two each; all else stands as it is.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

_FIXED = r"[^{}<>\"'&]*"
TEMPLATE = rf"^{_FIXED}(\{{(年|月|日|序号|[1-9]位)\}}{_FIXED})+$"


def _with_one_of_any_length(template: str) -> str:
    """Raises ValueError where two numbers of any length make it unclear, and dear, which digits are whose."""
    if template.count("{序号}") > 1:
        raise ValueError("numbers-twice")
    return template


Template = Annotated[
    str, StringConstraints(pattern=TEMPLATE, max_length=100), AfterValidator(_with_one_of_any_length)
]

_PART = re.compile(r"\{([^{}]*)\}")
_DIGITS = {"年": "[12][0-9]{3}", "月": "[0-9]{2}", "日": "[0-9]{2}", "序号": "[0-9]+"}


def matches(template: str, number: str) -> bool:
    """Whether an index number has the form of a template."""
    return _pattern(template).fullmatch(number) is not None


def year_in(template: str, number: str) -> int | None:
    """The year of a number of this form, where it has one."""
    found = _pattern(template).fullmatch(number)
    at = _PART.findall(template).index("年") if found and "{年}" in template else None
    return int(found.group(at + 1)) if found and at is not None else None


def _pattern(template: str) -> re.Pattern[str]:
    """With a group for each part."""
    fixed, parts = _PART.split(template)[::2], _PART.findall(template)
    digits = [f"({_DIGITS.get(part) or f'[0-9]{{{part[0]}}}'})" for part in parts]
    return re.compile(
        "".join(re.escape(text) + more for text, more in zip(fixed, [*digits, ""], strict=True))
    )
