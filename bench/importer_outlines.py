"""More ways to write the same document: those that need to know where its sections and tasks stand.

Sections left out or numbered anew, brackets of units in other notations, other head blocks, page furniture.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from bench.importer_scores import plain
from bench.importer_variants import Answer, Way, Written, below_title, has_table, squeeze

_BRACKET = re.compile(r"[（(〔【](?:[^（）()〔〕【】\n]|[（(〔][^（）()〔〕\n]*[）)〕])*[）)〕】]")
_SAYS_FIRST_LEADS = re.compile(r"(?:第一位|首位|排在?前)[^，,。；]{0,4}(?:为|是)牵头")


class Places(NamedTuple):
    """The lines of a document and in which of them sections and tasks begin (-1 when not found)."""

    lines: list[str]
    sections: list[int]
    tasks: list[int]


def locate(text: str, answer: Answer) -> Places | None:
    """Find the line in which each section and task begins;
    nothing when one of the tasks has none of its own.
    """
    lines = text.split("\n")
    sections = _in_turn(lines, list(answer["sections"]))
    tasks = _in_turn(lines, [(t["n"] or "") + t["title"] for t in answer["tasks"]])
    return None if -1 in tasks or has_table(answer) else Places(lines, sections, tasks)


def _in_turn(lines: list[str], wanted: list[str]) -> list[int]:
    out: list[int] = []
    at = 0
    for words in map(plain, wanted):
        found = next((n for n in range(at, len(lines)) if plain(lines[n]).startswith(words)), -1)
        out.append(found)
        at = max(at, found + 1)
    return out


def without_section(nth: int) -> Way:
    """One section left out, as when a part is withheld."""

    def way(text: str, answer: Answer) -> Written | None:
        places = locate(text, answer)
        if places is None or -1 in places.sections or len(places.sections) < 3:
            return None
        starts = [*places.sections, max(places.sections[-1], places.tasks[-1]) + 1]
        a, b = starts[nth], starts[nth + 1]
        inside = [a <= t < b for t in places.tasks]
        if all(inside) or (answer["kind"] == "mixed" and nth == 0):
            return None
        tasks = [t for t, gone in zip(answer["tasks"], inside, strict=True) if not gone]
        sections = [s for n, s in enumerate(answer["sections"]) if n != nth]
        text = "\n".join(places.lines[:a] + places.lines[b:])
        return text, {**answer, "tasks": tasks, "sections": sections, "indicators": []}

    return way


def swapped(text: str, answer: Answer) -> Written | None:
    """The first two sections in the other order, numbered as they stand; tasks keep their numbers."""
    places = locate(text, answer)
    if places is None or -1 in places.sections or len(places.sections) < 3 or answer["kind"] != "plan":
        return None
    a, b, c = places.sections[:3]
    one, two = answer["sections"][:2]
    if not (one.startswith("一、") and two.startswith("二、")):
        return None
    lines = list(places.lines)
    lines[a] = lines[a].replace("一、", "二、", 1)
    lines[b] = lines[b].replace("二、", "一、", 1)
    order = sorted(range(len(places.tasks)), key=lambda n: (b <= places.tasks[n] < c, n))
    first = [n for n in order if b <= places.tasks[n] < c]
    rest = [n for n in order if n not in first]
    before = [n for n in rest if places.tasks[n] < a]
    other = {a: "二、", b: "一、"}
    order = [*before, *first, *[n for n in rest if n not in before]]
    tasks = [{**answer["tasks"][n], "n": other.get(places.tasks[n], answer["tasks"][n]["n"])} for n in order]
    sections = ["一、" + two[2:], "二、" + one[2:], *answer["sections"][2:]]
    return "\n".join(lines[:a] + lines[b:c] + lines[a:b] + lines[c:]), {
        **answer,
        "tasks": tasks,
        "sections": sections,
    }


def renumbered(runs_on: bool) -> Way:
    """1. 2. 3. starting again in each section, or running on through all of them."""

    def way(text: str, answer: Answer) -> Written | None:
        places = locate(text, answer)
        if places is None or -1 in places.sections or len(places.sections) < 2:
            return None
        if not all(re.fullmatch(r"\d{1,2}\D", t["n"] or "") for t in answer["tasks"]):
            return None
        lines, tasks = list(places.lines), []
        count = section = 0
        for task, at in zip(answer["tasks"], places.tasks, strict=True):
            now = sum(s <= at for s in places.sections)
            count = 1 if now != section and not runs_on else count + 1
            section = now
            number = f"{count}{task['n'][-1]}"
            lines[at] = lines[at].replace(task["n"], number, 1)
            tasks.append({**task, "n": number})
        return "\n".join(lines), {**answer, "tasks": tasks}

    return way


Names = list[str]
Form = Callable[[Names], tuple[str, list[str]]]  # names -> the words printed and the role of each name


def _list(names: Names) -> str:
    return "、".join(names)


def _one(pattern: str, role: str) -> Form:
    return lambda names: (pattern.replace("A", _list(names)), [role] * len(names))


def _two(alone: str, pattern: str, first: str, others: str) -> Form:
    """The first name in one role, the rest in another; `alone` when there is only one."""

    def form(names: Names) -> tuple[str, list[str]]:
        words = (
            pattern.replace("A", names[0]).replace("B", _list(names[1:]))
            if names[1:]
            else alone.replace("A", names[0])
        )
        return words, [first, *[others] * (len(names) - 1)]

    return form


def _mixed(names: Names) -> tuple[str, list[str]]:
    """Commas and stops of the list mixed."""
    words = "".join(n + "、，,、"[i % 4] for i, n in enumerate(names))[:-1]
    return f"（责任单位：{words}）", ["responsible"] * len(names)


FORMS: dict[str, Form] = {
    "（责任单位：A）": _one("（责任单位：A）", "responsible"),
    "(责任单位:A)": _one("(责任单位:A)", "responsible"),
    "（责任单位：A，B,C）": _mixed,
    "（责任科室：A牵头落实）": _one("（责任科室：A牵头落实）", "lead"),
    "（牵头单位：A）": _one("（牵头单位：A）", "lead"),
    "（牵头单位：A；责任单位：B）": _two(
        "（牵头单位：A）", "（牵头单位：A；责任单位：B）", "lead", "responsible"
    ),
    "（牵头单位：A 配合单位：B）": _two("（牵头单位：A）", "（牵头单位：A　配合单位：B）", "lead", "support"),
    "（A负责）": _one("（A负责）", "responsible"),
    "（A等按职责分工负责）": _one("（A等按职责分工负责）", "responsible"),
    "（A等分工负责）": _one("（A等分工负责）", "responsible"),
    "（A牵头，B参与）": _two("（A牵头）", "（A牵头，B参与）", "lead", "support"),
    "（A牵头，B等配合）": _two("（A牵头负责）", "（A按职责分工牵头，B等有关部门配合）", "lead", "support"),
    "（A指导，B参与）": _two("（A指导）", "（A指导，B参与）", "responsible", "support"),
    "〔A具体负责〕": _one("〔A具体负责〕", "responsible"),
    "〔责任单位：A〕": _one("〔责任单位：A〕", "responsible"),
    "【责任单位：A】": _one("【责任单位：A】", "responsible"),
    "【牵头单位】A【配合单位】B": _two("【牵头单位】A", "【牵头单位】A【配合单位】B", "lead", "support"),
    "[牵头单位:A;配合单位:B]": _two("[牵头单位:A]", "[牵头单位:A;配合单位:B]", "lead", "support"),
    "（A）": _one("（A）", "responsible"),
    "责任单位：A（另起一行）": _one("\n责任单位：A", "responsible"),
    "牵头单位：A/配合单位：B（各一行）": _two(
        "\n牵头单位：A", "\n牵头单位：A\n配合单位：B", "lead", "support"
    ),
    "责任单位：A。（句后）": _one("责任单位：A。", "responsible"),
    "由A牵头，B配合。": _two("由A牵头负责。", "由A牵头，B配合。", "lead", "support"),
}


def units_written(form: Form) -> Way:
    """The bracket of each task in another notation, the roles in the answer changed with it."""

    def way(text: str, answer: Answer) -> Written | None:
        places = locate(text, answer)
        if places is None:
            return None
        bounds = sorted({*places.tasks, *(s for s in places.sections if s >= 0), len(places.lines)})
        pieces = ["\n".join(places.lines[: bounds[0]])]
        tasks: dict[int, dict[str, Any]] = dict(enumerate(answer["tasks"]))
        done = 0
        for a, b in itertools.pairwise(bounds):
            piece = "\n".join(places.lines[a:b])
            if a in places.tasks:
                n = places.tasks.index(a)
                new = _rewrite(piece, tasks[n], form)
                if new:
                    piece, tasks[n] = new
                    done += 1
            pieces.append(piece)
        whole = "\n".join(pieces)
        return None if done < 3 else (whole, {**answer, "tasks": _leads(whole, list(tasks.values()))})

    return way


def _rewrite(piece: str, task: dict[str, Any], form: Form) -> tuple[str, dict[str, Any]] | None:
    """The text of a task with its one bracket of units rewritten."""
    names = [u["name"] for u in task["units"]]
    found = [m for m in _BRACKET.finditer(piece) if any(n in m.group() for n in names)]
    if len(found) != 1 or not all(n in found[0].group() for n in names) or "以上" in found[0].group():
        return None
    words, roles = form(names)
    before = piece[: found[0].start()].rstrip()
    if words[0] not in "（(〔【[\n" and before[-1:] not in "。！；":
        before += "。"
    units = [{"name": n, "role": r} for n, r in zip(names, roles, strict=True)]
    behind = piece[found[0].end() :].lstrip("。")
    return before + words + behind, {**task, "units": units}


def _leads(text: str, tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where the text still says that the first of each list is in the lead, so does the answer."""
    if not _SAYS_FIRST_LEADS.search(text):
        return tasks
    out: list[dict[str, Any]] = []
    for task in tasks:
        units = task["units"]
        if units and all(u["role"] == "responsible" for u in units):
            units = [{**units[0], "role": "lead"}, *units[1:]]
        out.append({**task, "units": units})
    return out


def _fields(answer: Answer) -> list[tuple[str, str]]:
    """The fields of a head block for a document."""
    year, month, day = (answer["date"] or "2024-03-22").split("-")
    number = answer["doc_number"] or ""
    return [
        ("索引号", "01450/2024-00217"),
        ("主题分类", "综合政务"),
        ("发布机构", answer["issuer"]),
        ("成文日期", f"{year}年{int(month)}月{int(day)}日"),
        *([("发文字号", number)] if number else []),
        ("发布日期", f"{year}-{month}-{day}"),
        ("公开方式", "主动公开"),
    ]


def _padded(label: str) -> str:
    return "　".join(label) if len(label) == 3 else label


Head = Callable[[list[tuple[str, str]], str], list[str]]

HEADS: dict[str, Head] = {
    "一行一项": lambda f, t: [*(f"{k}：{v}" for k, v in f), t],
    "值在下一行": lambda f, t: [*(x for k, v in f for x in (f"{k}：", v)), t],
    "值在下一行，无冒号": lambda f, t: [*(x for k, v in f for x in (k, v)), t],
    "一行几项": lambda f, t: (
        ["　　".join(f"{k}：{v}" for k, v in f[i : i + 2]) for i in range(0, len(f), 2)] + [t]
    ),
    "一行几项，一个空格": lambda f, t: (
        [" ".join(f"{k}：{v}" for k, v in f[i : i + 3]) for i in range(0, len(f), 3)] + [t]
    ),
    "表格，无冒号": lambda f, t: [*(f"{k} {v}" for k, v in f), t],
    "表格，制表符": lambda f, t: (
        ["\t".join(x for kv in f[i : i + 2] for x in kv) for i in range(0, len(f), 2)] + [t]
    ),
    "字间空格": lambda f, t: [*(f"{_padded(k)}： {v}" for k, v in f), t],
    "字间 NBSP": lambda f, t: [*(f"{chr(0xA0).join(k)}:\u00a0{v}" for k, v in f), t],
    "含名称一项": lambda f, t: [*(f"{k}：{v}" for k, v in [f[0], ("信息名称", t), *f[1:]]), t],
    "标题在前": lambda f, t: [t, *(f"{k}：{v}" for k, v in f)],
    "标题在前，日期来源一行": lambda f, t: [
        t,
        f"发布时间：{dict(f)['发布日期']} 09:30 来源：{dict(f)['发布机构']} 浏览次数：213 字号：[大 中 "
        "小] 打印",
    ],
    "只有日期": lambda f, t: [t, dict(f)["发布日期"]],
    "标题折成两行": lambda f, t: [*(f"{k}：{v}" for k, v in f), t[: len(t) // 2], t[len(t) // 2 :]],
    "红头": lambda f, t: [
        f"{dict(f)['发布机构']}文件",
        *([dict(f)["发文字号"]] if "发文字号" in dict(f) else []),
        t,
    ],
}


def with_head(head: Head) -> Way:
    """The same text below another head block."""

    def way(text: str, answer: Answer) -> Written | None:
        body = below_title(text, answer)
        if body is None:
            return None
        fields = _fields(answer)
        top = head(fields, squeeze(answer["title"]))
        whole = "\n".join([*top, *body])
        known = {**answer, "issuer": answer["issuer"]}
        words = squeeze("".join(top))
        signed = re.search(r"\n\s*\d{4}年\d{1,2}月\d{1,2}日\s*\n", whole)
        if (
            dict(fields)["成文日期"] not in words and dict(fields)["发布日期"] not in words and not signed
        ) or answer["date"] is None:
            known.pop("date")
        if dict(fields)["发布机构"] not in words or (
            "发布机构" not in words and not answer["title"].startswith(answer["issuer"])
        ):
            known.pop("issuer")
        if answer["doc_number"] and answer["doc_number"] not in squeeze(whole):
            known.pop("doc_number")
        return whole, known

    return way


_TOP = [
    "网站首页",
    "无障碍浏览",
    "您当前所在的位置：首页 > 政务公开 > 计划总结",
    "字号：大 中 小",
    "【打印本页】",
    "【关闭窗口】",
    "分享到：",
    "浏览次数：123",
]
_FOOT = [
    "【打印本页】 【关闭窗口】",
    "分享到：微信 微博",
    "扫一扫在手机打开当前页",
    "上一篇：关于做好今冬明春有关工作的通知",
    "下一篇：关于公布2023年度考核结果的通知",
    "相关文章",
    "网站地图 | 联系我们 | 关于我们",
    "主办单位：某某市人民政府办公室　承办单位：某某市信息中心",
    "网站标识码：3402000001　皖ICP备05000001号-1　皖公网安备34020000000001号",
    "联系电话：0553-1234567　地址：某某市政务中心1号楼",
    "版权所有：某某市人民政府",
]

# words of no task
_FOREIGN = [
    "打印本页",
    "关闭窗口",
    "扫一扫",
    "上一篇",
    "网站地图",
    "主办单位：某某",
    "网站标识码",
    "联系电话：0553",
    "版权所有",
]


def furnished(text: str, answer: Answer) -> Written | None:
    """What a page prints around its article, as lines above and below it."""
    return "\n".join([*_TOP, text.rstrip(), *_FOOT, ""]), {**answer, "foreign": _FOREIGN}


def furnished_once(text: str, answer: Answer) -> Written | None:
    """The same, each on one line."""
    return "\n".join(
        [" ".join(_TOP), text.rstrip(), *(" ".join(_FOOT[i : i + 2]) for i in range(0, len(_FOOT), 2)), ""]
    ), {**answer, "foreign": _FOREIGN}


WAYS: dict[str, Way] = {
    "少第一节": without_section(0),
    "少第二节": without_section(1),
    "前两节对调": swapped,
    "序号各节重起": renumbered(runs_on=False),
    "序号连续": renumbered(runs_on=True),
    **{f"单位 {name.strip()}": units_written(form) for name, form in FORMS.items()},
    **{f"头 {name}": with_head(head) for name, head in HEADS.items()},
    "网页边角，各一行": furnished,
    "网页边角，并行": furnished_once,
}
