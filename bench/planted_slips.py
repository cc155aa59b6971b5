"""Slips of every kind that the checks of text know, planted into sound texts that are invented as they go."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.build import check_all

_PLACES = ("城关镇", "石桥乡", "柳岸街道", "东湖社区", "北门泵站", "青山水库", "南河闸站", "西岭林场")
_DOES = ("清点", "检修", "加固", "巡查", "登记", "测量", "疏浚", "更新")
_THINGS = ("防汛沙袋", "抽水泵机", "护坡石料", "预警喇叭", "救生器材", "水位标尺", "排涝管渠", "物资台账")
_ENDS = ("并按月上报", "并落实到人", "做到底数清楚", "汛前全部完成", "同步公示结果")
_HEAD = (
    "title: 柳岸县水务局2024年工作要点\nkind: plan\nperiod: 2024\ntext: full\n"
    "source: {publisher: 柳岸县水务局}\n"
)

Spoil = Callable[[random.Random, str], str]


class Planted(NamedTuple):
    """A slip of one kind: the check that is to tell it, and whether it did."""

    kind: str
    rule: str
    is_found: bool


def _sentence(choice: random.Random) -> str:
    place, does = choice.choice(_PLACES), choice.sample(_DOES, 2)
    return (
        f"{place}{does[0]}{choice.choice(_THINGS)}，{does[1]}{choice.choice(_THINGS)}，{choice.choice(_ENDS)}"
    )


def _text(choice: random.Random) -> str:
    """Four sentences, with what can be spoilt among them: a title, a quotation, a number, a date, figures."""
    parts = [_sentence(choice) for _ in range(3)]
    number = f"柳政办〔{choice.randint(2018, 2024)}〕{choice.randint(10, 120)}号"
    title = f"{choice.choice(_PLACES)}{choice.choice(_THINGS)}管理办法"
    total = choice.randint(200, 900)
    part = total - choice.randint(5, 60)
    parts.insert(
        1,
        f"按照《{title}》（{number}）要求，落实“一库一策”，"
        f"{choice.randint(2, 6)}月{choice.randint(1, 28)}日前完成",
    )
    parts.append(f"发现隐患{total}处，已整改{part}处，整改率{part / total:.1%}")
    return "。".join(parts) + "。"


def _without(signs: str) -> Spoil:
    def spoil(choice: random.Random, text: str) -> str:
        at = choice.choice([i for i, c in enumerate(text) if c in signs])
        return text[:at] + text[at + 1 :]

    return spoil


def _replaced(old: str, new: str) -> Spoil:
    def spoil(choice: random.Random, text: str) -> str:
        at = choice.choice([i for i in range(len(text)) if text.startswith(old, i)])
        return text[:at] + new + text[at + len(old) :]

    return spoil


def _twice(choice: random.Random, text: str) -> str:
    sentences = text.rstrip("。").split("。")
    sentences.insert(choice.randrange(len(sentences)), choice.choice(sentences))
    return "。".join(sentences) + "。"


def _doubled(choice: random.Random, text: str) -> str:
    word = choice.choice([word for word in (*_DOES, "整改", "落实", "隐患") if word in text])
    return text.replace(word, word * 2, 1)


def _cut(choice: random.Random, text: str) -> str:
    last = text.rstrip("。").rpartition("。")[0]
    return last[: -choice.randint(1, 3)]


def _no_day(choice: random.Random, text: str) -> str:
    month, day = choice.choice(((2, 30), (4, 31), (6, 31), (9, 31), (13, 5), (11, 32)))
    head, _, tail = text.partition("月")
    return f"{head.rstrip('0123456789')}{month}月{day}日{tail.partition('日')[2]}"


def _other_rate(choice: random.Random, text: str) -> str:
    head, _, rate = text.rpartition("整改率")
    value = float(rate.rstrip("%。"))
    return f"{head}整改率{value - choice.uniform(0.4, 9):.1f}%。"


def _gap(choice: random.Random, text: str) -> str:
    first, *more = (_sentence(choice) for _ in range(4))
    numbers = choice.choice(
        (("一是", "二是", "四是"), ("一要", "三要", "四要"), ("①", "②", "④"), ("第一，", "第三，", "第四，"))
    )
    return text + "".join(
        f"{number}{words}。" for number, words in zip(numbers, (first, *more), strict=False)
    )


def _other_spelling(choice: random.Random, text: str) -> str:
    title = text.partition("《")[2].partition("》")[0]
    at = choice.randrange(2, len(title) - 1)
    return f"{text}同时修订《{title[:at]}{choice.choice('汇统编案务程')}{title[at + 1 :]}》。"


def _greater_part(choice: random.Random, text: str) -> str:
    total = choice.randint(20, 90)
    return f"{text}建成站点{total}处，其中镇级{total + choice.randint(1, 30)}处。"


def _wrong_sum(choice: random.Random, text: str) -> str:
    a, b = choice.randint(5, 40), choice.randint(5, 40)
    return f"{text}新建{a}处、改建{b}处，合计{a + b + choice.randint(1, 9)}处。"


SLIPS: dict[str, tuple[str, Spoil]] = {
    "括号引号少一半": ("brackets", _without("《》“”（）")),
    "书名号重复": ("brackets", _replaced("》", "》》")),
    "文号少右括号": ("document_numbers", _replaced("〕", "")),
    "文号用方括号": ("document_numbers", lambda _, text: text.replace("〔", "[").replace("〕", "]")),
    "一句话两遍": ("said_twice", _twice),
    "一个词两遍": ("doubled_words", _doubled),
    "半角逗号": ("half_width", _replaced("，", ",")),
    "标点连用": ("odd_marks", _replaced("，", "，、")),
    "正文中断": ("broken_off", _cut),
    "没有的日期": ("impossible_dates", _no_day),
    "比率不符": ("rates", _other_rate),
    "序号跳号": ("inline_numbers", _gap),
    "名称两样": ("two_spellings", _other_spelling),
    "分数大于总数": ("wholes", _greater_part),
    "合计不符": ("wholes", _wrong_sum),
}


def plant(folder: Path, seed: int = 20, rounds: int = 20) -> Iterator[Planted]:
    """Every slip so often, one in a document."""
    choice = random.Random(seed)
    planted = [
        (kind, rule, spoil(choice, _text(choice)))
        for kind, (rule, spoil) in SLIPS.items()
        for _ in range(rounds)
    ]
    told = _rules_told(folder, [text for _, _, text in planted])
    for (kind, rule, _), rules in zip(planted, told, strict=True):
        yield Planted(kind, rule, rule in rules)


def sound(folder: Path, seed: int = 21, rounds: int = 200) -> int:
    """What is told of texts without a slip."""
    choice = random.Random(seed)
    return sum(map(len, _rules_told(folder, [_text(choice) for _ in range(rounds)])))


def _rules_told(folder: Path, texts: list[str]) -> list[list[str]]:
    """The rules that each text is told by, as the only one of its document."""
    agency = folder / "content" / "jia"
    agency.mkdir(parents=True)
    (agency / "agency.yml").write_text("name: 柳岸县水务局\n", "utf-8")
    for n, text in enumerate(texts):
        body = f"sections:\n  - title: 正文\n    tasks:\n      - {{id: 1, title: 任务, text: '{text}'}}\n"
        head = _HEAD.replace("水务局2024", f"水务局第{n + 1}批2024")
        (agency / f"d{n}.yml").write_text(head + body, "utf-8")
    told: dict[str, list[str]] = {f"content/jia/d{n}.yml": [] for n in range(len(texts))}
    for problem in check_all(folder / "content", folder / "none.yml"):
        told[problem.file].append(problem.rule)
    return list(told.values())
