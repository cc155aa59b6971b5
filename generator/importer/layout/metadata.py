"""Rule: the head block of a page is a run of known labels (索引号, 发文机关, 成文日期 …),
each with its value.

The value stands behind a colon on the same line, on the next line, or in a grid without colons; labels may be
padded with white space. Source: the head blocks observed on government portals
(../shared/disclosure-rules.md).
"""

from __future__ import annotations

import re

from generator.importer.blocks import Block, aside, cut, squeeze
from generator.importer.words.dates import is_date
from generator.importer.words.numerals import mark_at
from generator.model.paper_marks import KIND_LABEL, PERIOD_LABEL

_STRONG = [
    "索引号",
    "信息索引号",
    "发文机关",
    "发文单位",
    "发布机构",
    "发布单位",
    "发布机关",
    "制发机关",
    "制定机关",
    "公开机构",
    "责任部门（单位）",
    "发文字号",
    "文号",
    "文件编号",
    "主题分类",
    "组配分类",
    "体裁分类",
    "公文种类",
    "公文体裁",
    "成文日期",
    "成文时间",
    "生成日期",
    "发文日期",
    "印发日期",
    "制发日期",
    "发布日期",
    "发布时间",
    "公开日期",
    "公开时间",
    "上网日期",
    "生效日期",
    "实施日期",
    "施行日期",
    "废止日期",
    "失效日期",
    "有效性",
    "效力状态",
    "时效状态",
    "主题词",
    "关键词",
    "公开方式",
    "公开时限",
    "公开依据",
    "公开范围",
    "公开主体",
    "公开属性",
    "公开形式",
    "公开类别",
    "公开层级",
    "公开层级1",
    "公开层级2",
    "公开层级3",
    "公开渠道和载体",
    "所属领域",
    "一级事项",
    "二级事项",
    "三级事项",
    "信息来源",
    "文件来源",
    "内容概述",
    "服务对象",
    "信息名称",
    "文件名称",
    "登记号",
    "统一登记号",
    "规范性文件编号",
    "信息分类",
    "信息类别",
    "栏目分类",
    "有效期",
    KIND_LABEL,
    PERIOD_LABEL,
]
# above a table; left empty where it is to be filled in
_FORM = [
    "填报单位",
    "填报时间",
    "填报日期",
    "填表单位",
    "填表日期",
    "制表单位",
    "制表日期",
    "制表",
]
_WEAK = [
    "文章来源",
    "文章出处",
    "文章作者",
    "发表时间",
    "发表日期",
    "更新时间",
    "更新日期",
    "录入时间",
    "添加时间",
    "发布人",
    "发布者",
    "标题",
    "名称",
    "来源",
    "作者",
    "编辑",
    "责任编辑",
    "审核",
    "分类",
    "状态",
    "栏目",
    "摘要",
    "供稿",
    "撰稿",
    "信息员",
    "稿源",
    "时间",
    "日期",
    "编号",
    *_FORM,
]
_WIDGET = [
    "浏览次数",
    "阅读次数",
    "点击次数",
    "访问次数",
    "浏览量",
    "阅读量",
    "点击数",
    "点击量",
    "访问量",
    "点击率",
    "点击",
    "阅读数",
    "浏览数",
    "浏览人数",
    "人气",
    "阅读",
    "浏览",
    "字体",
    "字号",
    "字体大小",
    "文字大小",
    "背景色",
    "视力保护色",
    "分享到",
    "打印",
]
_WIDGETS = frozenset(_WIDGET)
_DATED = frozenset(
    label for label in (*_STRONG, *_WEAK) if len(label) > len("日期") and label.endswith(("日期", "时间"))
)
TITLE_LABELS = ("标题", "信息名称", "文件名称", "名称")

_PAD = r"[ \t\u00a0\u3000]{0,8}"


def _label_pattern(labels: list[str]) -> str:
    ordered = sorted(labels, key=len, reverse=True)
    return "|".join(_PAD.join(map(re.escape, label)) for label in ordered)


_ANY = re.compile(rf"(?P<label>{_label_pattern([*_STRONG, *_WEAK, *_WIDGET])}){_PAD}[：:]")
_ANY_STRONG = re.compile(rf"(?P<label>{_label_pattern([*_STRONG, *_WIDGET])}){_PAD}[：:]")
_GRID = re.compile(rf"(?:^|(?<=\s))(?P<label>{_label_pattern(_STRONG)})(?=\s|$)")
_BULLETS = " \t\u00a0\u3000•·●▪◆■"
_FIRST = frozenset(label[0] for label in (*_STRONG, *_WEAK, *_WIDGET))
_BETWEEN = " \t\u00a0\u3000|｜"
_DAY_FIRST = re.compile(
    r"[ \t\u00a0\u3000]{0,20}(?:(?P<body>[\u4e00-\u9fff]{2,30})[ \u00a0\u3000]{1,4})?"
    r"(?P<day>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s{1,2}\d{1,2}:\d{2}(?::\d{2})?)?)"
)
_LONGEST_LINE_OF_A_DAY = 200
_LONGEST = 400
_HEAD_LINES = 60
_TAIL_LINES = 30
_ITEMS = ("（一）", "1.")


def read_metadata(blocks: list[Block]) -> list[Block]:
    """Turn the lines of the head block into `meta` blocks, one field each."""
    live = [i for i, b in enumerate(blocks) if b.kind == "text"]
    head = set(_head(blocks, live))
    edges = head | set(live[-_TAIL_LINES:])
    grid = _grid_lines(blocks, live, edges)
    out: dict[int, list[Block]] = {}
    for i in live:
        block = blocks[i]
        if block.cells is not None and sum(bool(cell.strip()) for cell in block.cells) > 4:
            continue
        words = block.text.lstrip(_BULLETS)
        if words and i in head and (day := _leading_day(block)):
            out[i] = day
        elif words and len(words) <= _LONGEST and words[0] in _FIRST:
            fields = _fields(block, i in edges, i in grid)
            if fields and (i in head or not _is_of_a_task(fields)):
                out[i] = fields
    return _values_on_next_line([f for i, b in enumerate(blocks) for f in out.get(i, [b])])


def _leading_day(block: Block) -> list[Block]:
    """A line of a page that begins with its day: 2024-03-22 09:00 来源：某局, 某局 2024-03-22 09:00."""
    match = _DAY_FIRST.match(block.text) if len(block.text) <= _LONGEST_LINE_OF_A_DAY else None
    if match is None or not is_date(match["day"]):
        return []
    rest = list(_ANY.finditer(block.text, match.end()))
    if rest and block.text[match.end() : rest[0].start()].strip(_BETWEEN):
        return []
    if not rest and (
        block.text[match.end() :].strip(_BETWEEN) or not (match["body"] and ":" in match["day"])
    ):
        return []
    pieces = cut(block, [match.start("day"), *(m.start() for m in rest)])
    fields = [_field(p, m) for p, m in zip(pieces[len(pieces) - len(rest) :], rest, strict=True)]
    named = pieces[: len(pieces) - len(rest)]
    return [
        *(p._replace(kind="meta", label="来源", value=p.words) for p in named[:-1]),
        named[-1]._replace(kind="meta", label="发布时间", value=match["day"]),
        *fields,
    ]


def _is_of_a_task(fields: list[Block]) -> bool:
    """时间：10月底前 below the text is a task's; below a page stand whole dates."""
    return any(f.label in ("时间", "日期") and not is_date(f.value) for f in fields)


def _head(blocks: list[Block], live: list[int]) -> list[int]:
    """The paragraphs before the first that is clearly body."""
    head: list[int] = []
    for i in live[:_HEAD_LINES]:
        words = blocks[i].words
        mark = mark_at(words, 0)
        if (len(words) > 80 and "。" in words) or (
            mark is not None
            and (mark.style in ("一、", "第一章") or (mark.ordinal == 1 and mark.style in _ITEMS))
        ):
            break
        head.append(i)
    return head


def _grid_lines(blocks: list[Block], live: list[int], edges: set[int]) -> set[int]:
    """Lines of label and value without a colon; believed only where at least two stand together."""
    rows = [
        i
        for i in live
        if i in edges
        and len(blocks[i].words) <= 160
        and "。" not in blocks[i].words
        and _GRID.match(blocks[i].words)
    ]
    return set(rows) if len(rows) >= 2 else set()


def _fields(block: Block, at_edge: bool, in_grid: bool) -> list[Block]:
    """Cut one line into its fields, or return nothing when it is no line of fields."""
    offset = len(block.text) - len(block.text.lstrip(_BULLETS))
    pattern = _ANY if at_edge else _ANY_STRONG
    found = list(pattern.finditer(block.text, offset))
    if not found or found[0].start() != offset:
        if not in_grid:
            return []
        found = list(_GRID.finditer(block.text, offset))
        if not found or found[0].start() != offset:
            return []
    found = [m for m in found if m.start() == offset or _parted(block.text, m)]
    pieces = cut(block, [m.start() for m in found])
    if offset:
        pieces = pieces[-len(found) :] if len(pieces) > len(found) else pieces
        lead = cut(block, [offset])[0]
        fields = [_field(p, m) for p, m in zip(pieces, found, strict=True)]
        return [aside(lead, "列表符号"), *fields]
    return [_field(p, m) for p, m in zip(pieces, found, strict=True)]


def _parted(text: str, match: re.Match[str]) -> bool:
    """A further label in the line is one only if it does not continue a word (公开 in 主动公开方式)."""
    return (
        len(squeeze(match.group("label"))) > 2
        or text[match.start() - 1].isspace()
        or text[match.start() - 1] in "：:"
    )


def _field(piece: Block, match: re.Match[str]) -> Block:
    label = squeeze(match.group("label"))
    value = piece.text[match.end() - match.start() :].strip(" \t\u00a0\u3000|｜")
    if label in _WIDGETS:
        return aside(piece, "浏览次数" if label[0] in "浏阅点访" else "字号控件")
    if value in ("【", "[", "【大 中 小】"):
        value = ""
    if label.endswith("来源"):
        value = re.split(r"\s{2,}", value)[0]
    return piece._replace(kind="meta", label=label, value=value)


def _values_on_next_line(blocks: list[Block]) -> list[Block]:
    """Give an empty field the paragraph below it, unless that is the title or cannot be such a value."""
    out: list[Block] = []
    title = squeeze(next((b.value for b in blocks if b.kind == "meta" and b.label in TITLE_LABELS), ""))
    waiting: int | None = None
    for block in blocks:
        if block.kind == "meta":
            waiting = None if block.value else len(out)
        elif waiting is not None and block.kind == "text":
            field = out[waiting]
            if _fits(field.label, block.words, title):
                out[waiting] = field._replace(value=block.words)
                block = block._replace(kind="meta", label="", value="")
                if field.label in TITLE_LABELS:
                    title = squeeze(field.value or block.words)
            waiting = None
        out.append(block)
    return out


def _fits(label: str, words: str, title: str) -> bool:
    if label in _FORM:
        return False
    if label in TITLE_LABELS:
        return len(words) <= 150
    if label in _DATED:
        return is_date(words)
    if label in ("编辑", "责任编辑", "审核", "作者", "来源", "文章来源", "信息来源", "主题词", "关键词"):
        return (
            len(words) <= 30
            and words[-1:] not in "：:，。"
            and not (title and title.startswith(squeeze(words)))
            and "。" not in words
            and (label not in ("编辑", "责任编辑", "审核", "作者") or len(words) <= 6)
        )
    return (
        len(words) <= 60 and "。" not in words and not words.endswith(("：", "通知", "意见", "方案", "要点"))
    )


def metadata(blocks: list[Block]) -> dict[str, str]:
    """The fields found, by label, in order; the first non-empty value of a label counts."""
    fields: dict[str, str] = {}
    for block in blocks:
        if block.kind == "meta" and block.label and not fields.get(block.label):
            fields[block.label] = block.value
    return fields
