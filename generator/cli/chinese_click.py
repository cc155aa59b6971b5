"""click speaks Chinese: its fixed sentences go through gettext, which is given a small catalogue here."""

from __future__ import annotations

import gettext
import importlib
import re
from typing import Any

from generator.cli import wrapping

_SENTENCES = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "[OPTIONS]": "[选项]",
    "default: {default}": "默认：{default}",
    "(dynamic)": "（自动）",
    "required": "必填",
    "Show this message and exit.": "显示这段说明。",
    "No such option: {name}": "没有选项 {name}",
    "No such option {name!r}.": "没有选项 {name}",
    "No such command {name!r}.": "没有命令 {name}",
    "Missing command.": "缺少命令",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Got unexpected extra argument ({args})": "多了参数（{args}）",
    "Got unexpected extra arguments ({args})": "多了参数（{args}）",
    "Invalid value: {message}": "内容不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的内容不对：{message}",
    "{value!r} is not a valid {number_type}.": "{value} 不是数字",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 内",
    "{value!r} is not {choice}.": "{value} 不可用，可选：{choice}",
    "{value!r} is not one of {choices}.": "{value} 不可用，可选：{choices}",
    "Option {name!r} requires an argument.": "选项 {name} 后面缺少内容",
    "Did you mean {possibility}?": "是不是想写 {possibility}？",
    "(Possible options: {possibilities})": "（相近的选项：{possibilities}）",
    "Possible options: {possibilities}": "相近的选项：{possibilities}",
    "Choose from:\n\t{choices}": "可选：{choices}",
}


class _Catalogue(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return _SENTENCES.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        message = msgid1 if n == 1 else msgid2
        return _SENTENCES.get(message, _SENTENCES.get(msgid1, message))


def sentence(message: str) -> str:
    """What click makes of those sentences, with Chinese marks and on one line."""
    text = re.sub(r",?\s*\n\s*", "、", message.strip()).rstrip(".")
    text = (
        re.sub(r"'([^']*)'", r"“\1”", text)
        .replace(" “", "“")
        .replace("” ", "”")
        .replace(", ", "、")
        .replace(". ", "。")
    )
    return re.sub(r"(?<=[^。]) (?=是不是|（相近)", "。", text)


def chinese_usage() -> None:
    """Make gettext answer in Chinese for click's own domain, and click count the columns of Chinese."""
    catalogue = _Catalogue()
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "types", "termui"):
        module: Any = importlib.import_module(f"click.{name}")
        if hasattr(module, "_"):
            module._ = catalogue.gettext
        if hasattr(module, "ngettext"):
            module.ngettext = catalogue.ngettext
    formatting: Any = importlib.import_module("click.formatting")
    formatting.term_len, formatting.wrap_text = wrapping.width, wrapping.wrap
