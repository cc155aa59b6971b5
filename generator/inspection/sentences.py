"""What a clerk is told of a secret: where, of what kind, what to do; never the secret itself."""

from __future__ import annotations

from generator.inspection.pieces import TEXT
from generator.model.secret_kinds import LABEL
from generator.privacy import Secret
from generator.problems import Problem, Severity

RULE = "personal_data"
_HARD = "请删去；确可公开的，在 content/waivers.yml 登记位置、种类、理由、审核人和日期"
_SOFT = "不宜公开的请删去；办公电话、邮箱写到 contacts 一栏，其他确可公开的在 content/waivers.yml 登记"
_FILE = "请在原文件里清除（Word、WPS、Excel 的“检查文档”可以清除属性、批注和修订），再放进来"


def said_of(secret: Secret, where: str = "", count: int = 1) -> tuple[str, str, Severity]:
    """What is wrong and what to do, and how bad it is; `where` in the file, if it is no text."""
    place = "这里" if where in ("", TEXT) else f"{where}里"
    if secret.kind == "hidden":
        return f"文件里有{secret.value}，读者看得到", _FILE, "warning"
    number = f" {count} 处" if count > 1 else ""
    what = f"{place}有{number}{LABEL[secret.kind]}“{secret.masked}”{' 等' if count > 1 else ''}".rstrip()
    if secret.kind == "author":
        return what, _FILE, "warning"
    return what, _HARD if secret.is_hard else _SOFT, "error" if secret.is_hard else "warning"


def problem_of(shown: str, where: str, secret: Secret, count: int, line: int = 0, column: int = 0) -> Problem:
    """The same for a file that is no YAML."""
    what, hint, severity = said_of(secret, where, count)
    return Problem(shown, line, column, what, hint, severity=severity, rule=RULE)


def unread(shown: str) -> Problem:
    """A file that cannot be read was not looked at: a reader may well open it."""
    return Problem(
        shown,
        0,
        0,
        "这个附件读不出来（加了密码、已损坏或太大），没有检查其中有没有个人信息",
        "请换成能直接打开的文件，或由人看过再公开",
        severity="warning",
        rule=RULE,
    )
