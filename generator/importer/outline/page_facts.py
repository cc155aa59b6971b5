"""What only the page around a document says of it: who published it, when, on whose site.

These are proposals; a newspaper, a 转载, 本站 or an inner office is no issuer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.importer.words.names import is_unit
from generator.importer.words.vocabulary import DIVISIONS, OFFICES, alt

SOURCES = ("信息来源", "来源", "文章来源", "稿源", "文件来源", "文章出处", "供稿")
SITE = "网站名称"
PUBLISHED = (
    "发布日期",
    "发布时间",
    "公开日期",
    "公开时间",
    "上网日期",
    "发表时间",
    "发表日期",
    "更新时间",
    "更新日期",
    "录入时间",
    "添加时间",
    "日期",
    "时间",
)
_PRESS = re.compile(
    r"(?:日报|晚报|晨报|早报|时报|商报|周报|学报|报社|报|新华社|通讯社|社|融媒体中心|电视台|广播电台|台|发布|"
    r"客户端|公众号|网|网站|微博|微信)$|转载|转自|摘自|网络|互联网|新闻|记者|原创|本[站网馆校院局单]|本单位|"
    r"佚名|未知|不详|其[他它]|管理员|编辑|admin|^无$",
    re.I,
)
_INNER = re.compile(rf"(?:.?[局院校馆委县区])?(?:党政|综合)?(?:办公室|.{{0,6}}{alt(DIVISIONS)})")
_LONGEST_INNER = 7
_PORTAL = re.compile(rf"{alt(OFFICES, ('馆', '校', '院', '办'))}(?P<site>(?:门户|官方)?(?:网站|官网|网))$")
_NO_SITE = re.compile(r"政务|信息公开|公开平台|公开目录|之窗|频道|栏目")
_LEAST = 4  # characters of a name


def source_body(meta: Mapping[str, str]) -> str | None:
    """The body that the page names as the source of the text."""
    for label in SOURCES:
        words = meta.get(label, "").strip(" \u3000【】[]|")
        if words and not _PRESS.search(words) and not _is_inner(words):
            return words
    return None


def site_body(meta: Mapping[str, str]) -> str | None:
    """The body whose site the page is a part of: 某市图书馆, 某县人民政府门户网站."""
    words = meta.get(SITE, "").strip()
    if (portal := _PORTAL.search(words)) is not None:
        words = words[: portal.start("site")]
    if len(words) < _LEAST or _NO_SITE.search(words) or _PRESS.search(words) or _is_inner(words):
        return None
    return words if is_unit(words) else None


def without_page(meta: Mapping[str, str]) -> dict[str, str]:
    """The fields without those that only the page states."""
    return {label: value for label, value in meta.items() if label not in (*SOURCES, SITE, *PUBLISHED)}


def _is_inner(words: str) -> bool:
    return len(words) <= _LONGEST_INNER and _INNER.fullmatch(words) is not None
