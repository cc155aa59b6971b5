"""How severe each check is in one office: what site_config.yml says of them under `checks`, by their names.

A reminder may be made an error, which stops a build, or be left out. What a build relies on and what the law
demands stays an error (`is_fixed`).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.checks.registry import CHECKS, ELSEWHERE, Check, DayCheck, TextCheck
from generator.content.config import Setting
from generator.problems import Finding, Severity

Settings = Mapping[str, Setting]
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


def chosen(settings: Settings, *, in_build: bool) -> list[Check | DayCheck | TextCheck]:
    """The checks that a build makes, or those that `gongkai check` makes besides."""
    return [
        check
        for check in CHECKS
        if (check.in_build or settings.get(check.name) == "error") is in_build
        and (check.is_fixed or settings.get(check.name) != "off")
    ]


def judged(findings: Iterable[Finding], settings: Settings) -> list[Finding]:
    """The findings, each as severe as the office has it."""
    return [
        replace(found, severity=_SEVERITY[setting])
        if (setting := settings.get(found.rule, "off")) != "off" and not _is_lowered(found.rule, setting)
        else found
        for found in findings
    ]
