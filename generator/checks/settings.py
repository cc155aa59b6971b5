"""How severe each check is in one office: what site_config.yml says of them under `checks`, by their names.

A reminder may be made an error, which stops a build, or be left out. What a build relies on, and what keeps
secrets, stays as it is (`is_fixed`).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from generator.checks.registry import CHECKS, ELSEWHERE, Check, DayCheck, Elsewhere, TextCheck
from generator.content.config import Setting
from generator.problems import Finding, Found, Severity

Settings = Mapping[str, Setting]
Stage = Literal["build", "check", "publish"]
_SEVERITY: dict[Setting, Severity] = {"error": "error", "reminder": "warning"}
# The names under which what comes to light before the checks is told.
_STAGES = frozenset(
    ("files", "yaml", "fields", "names", "pages", "addresses", "permanence", "config", "host", "templates")
)
_OF_NAME = {check.name: check for check in (*CHECKS, *ELSEWHERE)}
_STRENGTH: dict[str, int] = {"off": 0, "reminder": 1, "warning": 1, "error": 2}


def wrong_settings(settings: Settings, file: str) -> Iterator[Finding]:
    """One error a name of no check, or of one that no office may lower; `file` is the configuration."""
    for name, setting in settings.items():
        if name not in _OF_NAME and name not in _STAGES:
            close = next(iter(difflib.get_close_matches(name, _OF_NAME, n=1)), "")
            guess = f"是不是想写 {close}？" if close else ""
            what, hint = f"没有名叫“{name}”的检查", f"{guess}名称见检查结果末尾的方括号"
        elif _is_lowered(name, setting):
            what, hint = f"检查“{name}”不能降低", "网站的正确和安全靠它，请删除这一行"
        else:
            continue
        yield Finding(file, ("checks", name), what, hint, at_key=True, rule="config")


def _is_lowered(name: str, setting: Setting) -> bool:
    """Whether a check that is fixed would be less severe than it is."""
    check = _OF_NAME.get(name)
    is_fixed, severity = (check.is_fixed, check.severity) if check else (True, "error")
    return is_fixed and _STRENGTH[setting] < _STRENGTH[severity]


def chosen(settings: Settings, stage: Stage) -> list[Check | DayCheck | TextCheck]:
    """The checks of one stage: those that a build makes, that `gongkai check` makes besides, and that
    `gongkai publish` makes besides.
    """
    return [check for check in CHECKS if is_told(check, settings, stage)]


def is_told(check: Check | DayCheck | TextCheck | Elsewhere, settings: Settings, stage: Stage) -> bool:
    """Whether the stage is the first that makes the check. An error stops a build; what is told at
    publication is told by `gongkai check` once the office has set it.
    """
    setting = settings.get(check.name)
    if setting == "off" and not check.is_fixed:
        return False
    if check.in_build or setting == "error":
        return stage == "build"
    return stage == ("publish" if check.at_publication and setting is None else "check")


def judged(found: Iterable[Found], settings: Settings) -> list[Found]:
    """The findings, each as severe as the office has it."""
    return [
        replace(one, severity=_SEVERITY[setting])
        if (setting := settings.get(one.rule, "off")) != "off" and not _is_lowered(one.rule, setting)
        else one
        for one in found
    ]
