"""Ways to write the same document differently: each takes a text and its answer and returns both, or nothing.

What a way of writing does to printed words it does to the answer too. None where it does not apply to a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

Answer = dict[str, Any]
Written = tuple[str, Answer]
Way = Callable[[str, Answer], Written | None]

_HALF = str.maketrans("，（）：；", ",():;")
_WIDE = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）"}
_NUMBER = re.compile(r"(?m)(^[\s\u3000]*|(?<=[。；：！？”）)]))(\d{1,2})[.．、](?!\d)")
_BRACKETED = re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]")
_OPENS_ITEM = re.compile(
    r"[\s\u3000]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、"
    r"](?!\d)|第[一二三四五六七八九十]{1,3}[章节])"
)
_NOT_WORDS = frozenset({"role", "kind", "note"})


def printed(answer: Any, change: Callable[[str], str], key: str = "") -> Any:
    """The answer with every printed word changed."""
    if isinstance(answer, dict):
        return {k: v if k in _NOT_WORDS else printed(v, change, k) for k, v in answer.items()}
    if isinstance(answer, list):
        return [printed(v, change, key) for v in answer]
    return change(answer) if isinstance(answer, str) and key != "date" else answer


def _both(change: Callable[[str], str]) -> Way:
    return lambda text, answer: (change(text), printed(answer, change))


def _layout(change: Callable[[str], str]) -> Way:
    return lambda text, answer: (change(text), answer)


def half_width(words: str) -> str:
    """，（）：； as half-width marks."""
    return words.translate(_HALF)


def full_width(words: str) -> str:
    """,:;() as full-width marks, except between digits."""
    return re.sub(r"(?<!\d)[,:;()]|[,:;()](?!\d)", lambda m: _WIDE[m.group()], words)


def numbered(mark: str) -> Callable[[str], str]:
    """1. 1．1、 as one of them."""
    return lambda words: _NUMBER.sub(rf"\g<1>\g<2>{mark}", words)


def bracketed(form: str) -> Callable[[str], str]:
    """（一） in the given brackets."""
    return lambda words: _BRACKETED.sub(form, words)


def _lines(change: Callable[[list[str]], Iterable[str]], end: str = "\n") -> Way:
    return _layout(lambda text: end.join(change(text.split("\n"))) + end)


def _indented(by: str) -> Way:
    return _lines(lambda lines: [by + line.strip() if line.strip() else line for line in lines])


def has_table(answer: Answer) -> bool:
    """Whether the tasks stand in a table."""
    return any((t["n"] or "1").strip("()（）").isdecimal() for t in answer["tasks"])


def joined_items(text: str, answer: Answer) -> Written | None:
    """All line breaks inside a numbered item but the last removed;
    a heading on a line of its own gets its full stop.
    """
    if has_table(answer):
        return None
    out: list[str] = []
    inside = False
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    last = max((n for n, line in enumerate(lines) if _OPENS_ITEM.match(line)), default=0)
    for n, line in enumerate(lines):
        opens = _OPENS_ITEM.match(line) is not None
        # what closes the text is no part of the last item
        if inside and not opens and len(line) > 40 and n < last:
            before = out[-1]
            out[-1] = before + ("" if before[-1] in "。；：！？”）)" else "。") + line
            continue
        inside = opens
        out.append(line)
    return "\n".join(out), answer


def one_line(text: str, answer: Answer) -> Written | None:
    """Title and text on a single line, as pages store them;
    what the head block alone knew is not asked for.
    """
    body = below_title(text, answer)
    if has_table(answer) or body is None:
        return None
    end = next((n for n, line in enumerate(body) if re.match(r"\s*(?:相关|扫一扫|打印)", line)), len(body))
    body = body[:end]  # links below the article would become part of its last sentence
    whole = ""
    heading = False
    for line in (one.strip() for one in (answer["title"], answer["doc_number"] or "", *body)):
        opens = _OPENS_ITEM.match(line) is not None
        whole += ("。" if heading and not opens and whole[-1] not in "。；：！？”）)" else "") + line
        heading = opens
    kept = {**answer}
    lines = set(map(squeeze, body))
    if answer["issuer"] not in lines and not answer["title"].startswith(answer["issuer"]):
        kept.pop("issuer")
    if _han_date(answer["date"]) not in lines:
        kept.pop("date")
    return whole, kept


def _han_date(date: str | None) -> str | None:
    if date is None:
        return None
    year, month, day = date.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def below_title(text: str, answer: Answer) -> list[str] | None:
    """The lines below the last printing of the title and the short lines of date, source and number there."""
    lines = text.split("\n")
    if answer["title"] is None or len(lines) < 5:
        return None
    want = squeeze(answer["title"])
    last = 0
    for n in range(min(60, len(lines))):
        got = ""
        for k in range(n, min(n + 4, len(lines))):
            got += squeeze(lines[k])
            if got.endswith(want):
                last = k + 1
    rest = lines[last:]
    while rest and (
        not rest[0].strip() or re.match(r"\s*(?:发布|\d{4}-|信息来源)|.{0,20}〔\d{4}〕\d+号$", rest[0])
    ):
        rest = rest[1:]
    return rest


def squeeze(words: str) -> str:
    """Without white space."""
    return "".join(words.split())


def wrapped(width: int, indent: str) -> Way:
    """Hard line breaks at a width, as pasted from PDF."""

    def wrap(lines: list[str]) -> Iterable[str]:
        for line in lines:
            words = indent + line.strip() if len(line.strip()) > width else line.strip()
            for at in range(0, max(1, len(words)), width):
                yield words[at : at + width]

    return lambda text, answer: (
        None if has_table(answer) or text.count("\n") < 5 else _lines(wrap)(text, answer)
    )


def years_shifted(by: int) -> Way:
    """Every year moved, in the answer's dates too."""
    year = re.compile(r"(?<!\d)(20\d{2})(?!\d)")

    def move(words: str) -> str:
        return year.sub(lambda m: str(int(m.group()) + by), words)

    def way(text: str, answer: Answer) -> Written:
        moved = printed(answer, move)
        if moved["date"]:
            moved["date"] = move(moved["date"])
        return move(text), moved

    return way


def replaced(pairs: dict[str, str]) -> Callable[[str], str]:
    """All names replaced at once, the longest first."""
    if not pairs:
        return lambda words: words
    pattern = re.compile("|".join(map(re.escape, sorted(pairs, key=len, reverse=True))))
    return lambda words: pattern.sub(lambda m: pairs[m.group()], words)


_NEW_UNITS = [
    "市医保局",
    "市住建局",
    "市发改委",
    "市人社局",
    "市城管局",
    "市教体局",
    "市文旅局",
    "市卫健委",
    "市网信办",
    "市信访局",
    "市气象局",
    "市供销社",
    "市消防救援支队",
    "市税务局",
    "团市委",
    "市总工会",
    "市红十字会",
    "市电力公司",
    "高新区管委会",
    "市档案馆",
    "市退役军人事务局",
    "市疾控中心",
    "市残联",
    "市妇联",
    "市融媒体中心",
    "市水务集团",
    "市公安局交警支队",
    "市自然资源和规划局",
    "市政务服务和大数据管理局",
    "市乡村振兴局",
    "市林草局",
    "市地震局",
    "市烟草专卖局",
    "市邮政管理局",
    "人行中心支行",
    "市法院",
    "市检察院",
    "市委政法委",
    "市工商联",
    "市科协",
    "市侨联",
    "市贸促会",
    "市民宗局",
    "市国资委",
    "市审计局",
    "市统计局",
]
_NEW_OFFICES = [
    "法规与安全宣传股",
    "人秘股",
    "规财股",
    "执法监察大队",
    "党建办",
    "河道水政股",
    "造林绿化股",
    "项目办",
    "审批服务股",
    "稽查一股",
    "稽查二股",
    "信息化与档案室",
    "机关党委",
    "老干部股",
    "储备调控股",
    "疾病控制股",
    "医政医管股",
    "药政股",
    "工会",
    "纪检组",
    "质量监督站",
    "机关后勤服务中心",
    "督查室",
    "农田建设股",
    "种业股",
    "宣教股",
    "物资保障站",
    "考核办",
    "综合股",
    "调研室",
]


def other_units(text: str, answer: Answer) -> Written | None:
    """Every unit renamed to one of another kind, consistently."""
    names = {
        u["name"]
        for t in answer["tasks"]
        for u in t["units"]
        if not u["name"].startswith("各") and "有关" not in u["name"]
    }
    if len(names) < 3:
        return None
    outside = sorted(n for n in names if re.search(r"[局委部厅社行院]$", n))
    inside = sorted(names - set(outside))
    pairs = dict(zip(outside, _NEW_UNITS, strict=False)) | dict(zip(inside, _NEW_OFFICES, strict=False))
    change = replaced(pairs)
    return change(text), printed(answer, change)


def other_endings(text: str, answer: Answer) -> Written | None:
    """科 becomes 股, 股 becomes 处, 处 becomes 科 in every unit's name."""
    names = {u["name"] for t in answer["tasks"] for u in t["units"]}
    pairs = {n: n[:-1] + {"科": "股", "股": "处", "处": "科"}[n[-1]] for n in names if n[-1] in "科股处"}
    return _both(replaced(pairs))(text, answer) if pairs else None


_AGENCIES = ("应急管理局", "市场监督管理局", "市场监管局", "粮食和物资储备局", "农业农村厅", "中医管理局")
_PLACES = {
    "芜湖": "青浦",
    "温岭": "永丰",
    "临湘": "石泉",
    "景德镇": "白水",
    "江西": "云州",
    "赣": "云",
    "重庆": "海陵",
    "渝": "海",
    "湖北": "川南",
    "鄂": "川",
    "北京": "长宁",
    "苏州": "安阳",
    "南昌": "云城",
    "武汉": "川城",
    "XX市": "桐乡市",
}


def renamed(agency: str) -> Way:
    """The agencies of the documents and all places under other names."""
    return _both(replaced(_PLACES | dict.fromkeys(_AGENCIES, agency) | {"应急管理": "综合管理"}))


WAYS: dict[str, Way] = {
    "照原样": lambda text, answer: (text, answer),
    "半角标点": _both(half_width),
    "全角标点": _both(full_width),
    "1．": _both(numbered("．")),
    "1、": _both(numbered("、")),
    "1. 后空格": _both(numbered(". ")),
    "(一)": _both(bracketed(r"(\1)")),
    "（一）": _both(bracketed(r"（\1）")),
    "（一）、": _both(bracketed(r"（\1）、")),
    "段首两个全角空格": _indented("\u3000\u3000"),
    "段首 NBSP": _indented("\u00a0" * 4),
    "段首四个空格": _indented("    "),
    "段首不空": _indented(""),
    "CRLF": _layout(lambda text: text.replace("\n", "\r\n")),
    "空行隔开": _lines(lambda lines: [x for line in lines if line.strip() for x in (line, "")]),
    "没有空行": _lines(lambda lines: [line for line in lines if line.strip()]),
    "行尾空格": _lines(lambda lines: [line + "  \u3000" for line in lines]),
    "条内不换行": joined_items,
    "34 字断行": wrapped(34, ""),
    "40 字断行": wrapped(40, "\u3000\u3000"),
    "一行到底": one_line,
    "机关改粮食局": renamed("粮食局"),
    "机关改卫健委": renamed("卫生健康委"),
    "机关改水务局": renamed("水务局"),
    "科改股": other_endings,
    "单位改名": other_units,
    "年份加三": years_shifted(3),
    "年份减四": years_shifted(-4),
}
