"""Rule: what a web page puts around an article is set aside, by what it is, and never lost.

Breadcrumbs, share and print buttons, font-size widgets, view counts, links to other articles, page numbers.
Only whole short paragraphs are furniture; a sentence that merely mentions such a word is not.
"""

from __future__ import annotations

import re

from generator.importer.blocks import Block, aside, cut
from generator.importer.layout.furniture_lines import TODAY, strip_label
from generator.importer.words.vocabulary import CLOSE, LABEL_UNITS, NO_BRACKET, OPEN, alt

LABEL = "栏目标签"  # over the text of a page: 正文
_LONGEST = 160  # characters; navigation is short,
_LONGEST_LINK = 16  # each link of a path still more so
_ARROWS = frozenset((">", "＞", "»", ">>"))

_WHOLE: list[tuple[str, re.Pattern[str]]] = [
    (
        "导航",
        re.compile(r"(?:您?(?:当前|现在)?(?:所在|的)?(?:的)?位置|当前位置|您所在的位置)\s{0,4}[：:].*", re.S),
    ),
    ("导航", re.compile(r"(?:首\s{0,4}页|网站首页|返回首页|主页)(?:\s{0,4}[>＞»/].*)?", re.S)),
    ("导航", re.compile(r"[>＞»](?!\s{0,2}\d).*", re.S)),  # >12 is what a cell says
    ("导航", TODAY),
    (
        "页面按钮",
        re.compile(
            r"(?:【|\[|［)?\s{0,4}(?:打\s?印本?页?|关\s?闭窗?口?|分享到?|收藏本?页?|返回顶部|返回列表|"
            r"我要纠错|纠错|收藏|下载|保存|分享|微信|微博|繁体版?|无障碍(?:阅读|浏览)?)"
            r"[\s】\]］|：:]{0,8}(?:打印本?页?|关闭窗?口?|分享到?|收藏|微信|微博|】|\s){0,8}"
        ),
    ),
    (
        "扫码提示",
        re.compile(r"(?:微信)?扫一扫.{0,40}|扫码.{0,20}(?:阅读|查看|打开).{0,20}|手机(?:扫码|查看).{0,20}"),
    ),
    (
        "字号控件",
        re.compile(
            r"【?\s?字\s{0,4}[号体]?\s{0,4}[：:]?\s{0,4}[【\[]?\s{0,4}(?:大|中|小|默认|超大|\s|[|/、】\]])*"
        ),
    ),
    (
        "浏览次数",
        re.compile(
            r"(?:浏览|阅读|点击|访问)(?:次数|数|量|率)?\s{0,4}(?:[：:]\s{0,4}\d{0,9}|\d{1,9})\s{0,4}次?"
        ),
    ),
    (
        "相关链接",
        re.compile(
            r"(?:相关(?:文章|解读|链接|新闻|稿件|附件下载|信息|政策|文件|文档|阅读)|上一[篇条]|下一[篇条]|"
            r"延伸阅读|政策解读|图解|解读链接)\s{0,4}[：:].*",
            re.S,
        ),
    ),
    ("相关链接", re.compile(r"(?:相关(?:文章|解读|链接|新闻|稿件|文档|阅读|信息)|上一[篇条]|下一[篇条])")),
    (
        "页脚",
        re.compile(
            r"(?:版权所有|主办单位|承办单位|网站标识码|备案(?:号|序号)?|技术支持|网站地图|联系我们|"
            r"[\u4e00-\u9fff]ICP备|.{0,4}公网安备)\s{0,4}[：:\d©].*",
            re.S,
        ),
    ),
    ("页脚", re.compile(r"(?:网站地图|联系我们|关于我们|版权声明)(?:\s{0,4}[|｜]\s{0,4}\S{2,8}){0,6}")),
    ("页脚", re.compile(r"本文共.{0,12}字.{0,20}")),
    (LABEL, re.compile(r"[•·●▪]?\s{0,4}(?:详细信息|基本信息|公开具体内容|正文|信息内容|内容)")),
    ("附注", re.compile(r"[（(]\s{0,4}(?:此件|本件|本文)[^（）()]{1,30}[）)]")),
    (
        "附注",
        re.compile(
            rf"{OPEN}\s{{0,4}}联系(?:{alt(LABEL_UNITS)}|人|电话|"
            rf"方式)\s{{0,4}}[：:]{NO_BRACKET}{{1,60}}{CLOSE}"
        ),
    ),
    (
        "页码",
        re.compile(
            r"[-—–－]{1,2}\s{0,4}\d{1,4}\s{0,4}[-—–－]{1,2}|"
            r"第\s{0,4}\d{1,4}\s{0,4}页(?:\s{0,4}[，,/／]?\s{0,4}共\s{0,4}\d{1,4}\s{0,4}页)?"
        ),
    ),
]
# The characters that furniture can begin with: one look spares most lines all patterns.
_FIRST = frozenset(
    "您今当位所首网返主>＞»【[［打关分收我下保纠繁无微扫手字浏阅点访相上延政图解版承备技联本"
    "•·●▪详基公正信内（(-—–－第"
)
_TRAILING_PAGE = re.compile(
    r"(?<=[。！？；）)])[ \u3000]{0,4}[-—–－]?[ ]{0,2}\d{1,3}[ ]{0,2}[-—–－]?\s{0,8}$"
)


def label_furniture(block: Block) -> list[Block]:
    """Label white space and page furniture; cut a page number off the paragraph it stands against."""
    if not block.words:
        return [aside(block, "空白")]
    if block.cells is not None:
        return [block]
    label = furniture_label(block.words)
    if label:
        return [aside(block, label)]
    page = _TRAILING_PAGE.search(block.text, len(block.text) - 30) if len(block.text) > 40 else None
    if page:
        body, number = cut(block, [page.start()])
        return [body, aside(number, "页码")]
    return [block]


def set_aside_links(blocks: list[Block]) -> list[Block]:
    """Label the links of a path and those to related pages, which only the lines around them tell."""
    return _set_aside_related(_set_aside_breadcrumbs(blocks))


def furniture_label(words: str) -> str | None:
    """Which piece of page furniture the words are, or nothing."""
    if len(words) > _LONGEST or not (
        words[:1] in _FIRST
        or words[1:4] == "ICP"
        or "公网安备" in words[:10]
        or ">" in words
        or "＞" in words
    ):
        return None
    return next((label for label, pattern in _WHOLE if pattern.fullmatch(words)), None) or strip_label(words)


def _set_aside_breadcrumbs(blocks: list[Block]) -> list[Block]:
    """The short lines on both sides of a line that is nothing but > are links of one path."""
    shown = [i for i, b in enumerate(blocks) if b.label != "空白"]
    links = {
        shown[n + d]
        for n, i in enumerate(shown)
        if blocks[i].words in _ARROWS
        for d in (-1, 1)
        if 0 <= n + d < len(shown)
    }
    return [
        aside(b, "导航")
        if i in links and b.kind == "text" and b.cells is None and len(b.words) <= _LONGEST_LINK
        else b
        for i, b in enumerate(blocks)
    ]


def _set_aside_related(blocks: list[Block]) -> list[Block]:
    """Short lines after 相关解读, to the end of the page,
    belong to it (a second link stands on a line of its own)."""
    start = len(blocks)
    for i in range(len(blocks) - 1, -1, -1):
        block = blocks[i]
        if block.label == "相关链接":
            start = i
        elif block.kind != "aside" and (len(block.words) >= 60 or block.words[-1:] in "。；："):
            break
    return blocks[:start] + [b if b.kind != "text" else aside(b, "相关链接") for b in blocks[start:]]
