"""What printed deadlines mean: a table of words, period, kind and date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.library.build import Library
from generator.model.deadlines import Meaning, interpret, likely, several

CASES = """
2024年底前 | 2024 | date | 2024-12-31 | year
2023年年底 | 2024 | date | 2023-12-31 | year
年底前 | 2024 | date | 2024-12-31 | year
今年年底 | 2024 | date | 2024-12-31 | year
年内 | 2024 | date | 2024-12-31 | year
全年 | 2021/2025 | date | 2025-12-31 | year
明年底 | 2024 | date | 2025-12-31 | year
到2025年 | 2024 | date | 2025-12-31 | year
2024年 | 2023 | date | 2024-12-31 | year
二〇二四年底 | 2024 | date | 2024-12-31 | year
２０２４年底 | 2024 | date | 2024-12-31 | year
7月15号前 | 2024-H1 | date | 2024-07-15 | day
7月29日前 | 2024 | date | 2024-07-29 | day
6月20日18：00前 | 2024 | date | 2024-06-20 | day
12月5日（周四）下班前 | 2024 | date | 2024-12-05 | day
2024年6月20日 17:30之前 | 2024 | date | 2024-06-20 | day
6月20日下午5时前 | 2024 | date | 2024-06-20 | day
6月20日下班前 | 2024 | date | 2024-06-20 | day
2025年1月5日 | 2024 | date | 2025-01-05 | day
3月1日至5月31日 | 2024 | date | 2024-05-31 | day
2024年12月1日至次年3月10日 | 2024 | date | 2025-03-10 | day
2024-06-30 | 2023 | date | 2024-06-30 | day
2024.6.30 | 2023 | date | 2024-06-30 | day
2024-06 | 2023 | date | 2024-06-30 | month
2月29日前 | 2024 | date | 2024-02-29 | day
2月份 | 2020 | date | 2020-02-29 | month
2月份 | 2023 | date | 2023-02-28 | month
2月底前 | 2024 | date | 2024-02-29 | month
2024年12月 | 2024 | date | 2024-12-31 | month
十二月底前 | 2024 | date | 2024-12-31 | month
十月底 | 2024 | date | 2024-10-31 | month
12月上旬 | 2024 | date | 2024-12-10 | month
12月初 | 2024 | date | 2024-12-10 | month
11月中旬 | 2024 | date | 2024-11-20 | month
11月下旬 | 2024 | date | 2024-11-30 | month
4月至10月 | 2024 | date | 2024-10-31 | month
11月至次年3月 | 2024 | date | 2025-03-31 | month
2024年11月至2025年3月 | 2024 | date | 2025-03-31 | month
6 月 底 前 | 2024 | date | 2024-06-30 | month
一季度 | 2024 | period | 2024-03-31 | quarter
第四季度 | 2024 | period | 2024-12-31 | quarter
2025年第2季度 | 2024 | period | 2025-06-30 | quarter
上半年 | 2024 | period | 2024-06-30 | half
明年下半年 | 2024 | period | 2025-12-31 | half
十四五末 | 2024 | period | 2025-12-31 | year
“十三五”期间 | 2020 | period | 2020-12-31 | year
每季度 | 2024 | recurring | |
每季度不少于2次 | 2024-H1 | recurring | |
每两年 | 2024 | recurring | |
每年不少于2次 | 2020 | recurring | |
每半年一次 | 2024 | recurring | |
每月5日前 | 2024 | recurring | |
每年6月底前 | 2024 | recurring | |
每周 | 2024 | recurring | |
按季度 | 2024 | recurring | |
逐月 | 2024 | recurring | |
定期 | 2024 | recurring | |
长期坚持 | 2024 | ongoing | |
持续推进 | 2024 | ongoing | |
常态化 | 2024 | ongoing | |
立行立改 | 2024 | ongoing | |
汛前 | 2024 | period | |
森林防火期 | 2024 | period | |
两年内 | 2024 | period | |
3个月内 | 2024 | period | |
15个工作日内 | 2024 | period | |
春节前 | 2024 | period | |
近期 | 2024 | period | |
2025.6.30前 | 2024 | date | 2025-06-30 | day
2025.6.30以前 | 2024 | date | 2025-06-30 | day
2025-06-30之前 | 2024 | date | 2025-06-30 | day
2025/6/30前完成 | 2024 | date | 2025-06-30 | day
2025.6底前 | 2024 | date | 2025-06-30 | month
2025.6.30-2025.7.15 | 2024 | date | 2025-07-15 | day
2025年1-6月 | 2024 | date | 2025-06-30 | month
1—6月 | 2024 | date | 2024-06-30 | month
1－6月底前 | 2024 | date | 2024-06-30 | month
一至六月 | 2024 | date | 2024-06-30 | month
一、二月 | 2024 | date | 2024-02-29 | month
6月10-15日 | 2024 | date | 2024-06-15 | day
6月10日至15日 | 2024 | date | 2024-06-15 | day
6月底-7月初 | 2024 | date | 2024-07-10 | month
3月、6月、9月 | 2024 | date | 2024-09-30 | month
2024年3月启动，12月底前完成 | 2024 | date | 2024-12-31 | month
2024-2025年 | 2024 | date | 2025-12-31 | year
一至三季度 | 2024 | period | 2024-09-30 | quarter
前三季度 | 2024 | period | 2024-09-30 | quarter
第三季度末前 | 2024 | period | 2024-09-30 | quarter
下半年度 | 2024 | period | 2024-12-31 | half
2025上半年 | 2024 | period | 2025-06-30 | half
二〇二五年十二月 | 2024 | date | 2025-12-31 | month
二零二五年十月 | 2024 | date | 2025-10-31 | month
二〇二五年底 | 2024 | date | 2025-12-31 | year
二〇二五年六月三十日 | 2024 | date | 2025-06-30 | day
二〇二五年第二季度 | 2024 | period | 2025-06-30 | quarter
二0二五年6月 | 2024 | date | 2025-06-30 | month
六月十五日前 | 2024 | date | 2024-06-15 | day
2月二十五日 | 2024 | date | 2024-02-25 | day
十二月三十一日前 | 2024 | date | 2024-12-31 | day
元月底前 | 2024 | date | 2024-01-31 | month
明年 | 2024 | date | 2025-12-31 | year
次年 | 2024 | date | 2025-12-31 | year
后年12月 | 2024 | date | 2026-12-31 | month
去年12月 | 2024 | date | 2023-12-31 | month
上年年底 | 2024 | date | 2023-12-31 | year
下一年度6月 | 2024 | date | 2025-06-30 | month
12月至2月 | 2024 | date | 2025-02-28 | month
2024年12-2月 | 2023 | date | 2025-02-28 | month
2021年12月至次年2月 | 2021/2025 | date | 2022-02-28 | month
11月至2025年3月 | 2025 | date | 2025-03-31 | month
2024年底前完成2000户 | 2023 | date | 2024-12-31 | year
2024年底前完成3.5万亩 | 2023 | date | 2024-12-31 | year
2024年初步建成 | 2024 | date | 2024-12-31 | year
9月前后 | 2024 | period | |
2024年9月前后完成 | 2023 | period | |
9月15日前后 | 2024 | period | |
年底前后 | 2024 | period | |
不晚于6月30日 | 2024 | date | 2024-06-30 | day
年底 | 2021/2025 | date | 2025-12-31 | year
年内 | 2021/2025 | date | 2025-12-31 | year
12月底前 | 2021/2025 | date | 2025-12-31 | month
6月30日 | 2021/2025 | date | 2025-06-30 | day
上半年 | 2021/2025 | period | 2025-06-30 | half
2022年底 | 2021/2025 | date | 2022-12-31 | year
到“十四五”规划期末 | 2021/2025 | period | 2025-12-31 | year
2025年（“十四五”末） | 2024 | date | 2025-12-31 | year
每年6月30日前 | 2024 | recurring | |
2024年起长期坚持 | 2024 | ongoing | |
元旦前 | 2024 | period | |
中秋前 | 2024 | period | |
2025年春节前 | 2024 | period | |
2025年汛前 | 2024 | period | |
2024年底前（第一批） | 2024 | date | 2024-12-31 | year
12月分三批完成 | 2024 | date | 2024-12-31 | month
6月千人培训 | 2024 | date | 2024-06-30 | month
12月底止 | 2024 | date | 2024-12-31 | month
力争12月底前基本建成 | 2024 | date | 2024-12-31 | month
2024年采暖季 | 2024 | period | |
13个月内 | 2024 | period | |
两月内 | 2024 | period | |
"""

REFUSED = """
no such number: 2025 2025前 到2025 完成2000户 20246月 2024年2 十三月 二十二月 十三季度 第5季度 6月30前 12月31 2025年6-30 2024年136月 一二月
no such date: 6.30前 2025.6.300 2025-06月 2025-6-31 2025年2月29日 1/2月 二十日前 10日前 6月廿五日 6月15-10日 12、6月底前
two digits: 25年12月底前 ’25年6月 25年底 99年底 25.6.30
other ways to say a year: 二千零二十五年 一二〇二四年底 二O二五年底 正月十五前 农历6月底 大后年底 会后年底前 两年后年底 今明两年 今明年底 明后年上半年
of which month or quarter: 季度末 季度末前 季末 本季度 上一季度 前一季度 下季度 本月底 下月10日前 月底前
its start or its end: 2025年前 2025年以前 2024年第四季度前 第三季度前 上半年前 6月前 6月份之前 6月中旬前 2025.6前
not exact: 年初 年中 2025年初 2025年中 6月中 6月中下旬 6月上中旬 6月第一周 6月上半月 3月内 13月内 2024年左右 12月25日左右 2025年春 2025年春节
before what: 10月国庆前 6月高考前 2024年开学前 2024年秋收前 2024年暑假 2024年7月15日0:00前 0000年1月 2024年7月15日25:00前
one or the other: 6月或7月 不早于6月30日 早于6月
a start: 2024年1月起 2024年6月30日起 2024年6月后 2024年6月后3个月内
out of order: 9月、3月 2025至2024年 2024年12月至2024年2月 2025年6月，2024年底 三季度至一季度
plans: “十四五”前 “十四五”中期 “十四五”初 “十四五”规划 2024年“十四五”末
no recurrence: 规定期限内 2024年6月1次
slips: 十二月低 12月低前 12月低前完成 三月分 12月分 2024年低 2024年未 2024年未完成 6月30曰 十二月三十曰前 12月底钱 12月底潜完成 12月上询 12月中句 2024午6月 二〇二五年十用 第二季
half words: 12月上 11月下 12月旬 2024年半年 2024年尚半年 2024年上伴年 2025年第2度 2025年第季度 2024年月初 2024年月底前 12月1日至次年月 年12月 去12月 后12月 去午12月 明念下半年 每午6月底前 没2月 至2月、6用 4月至10 4月至10用 6月10日至15 2月二十五天 下一年度6 2025-06-30之 2025-06-30之潜
twice: 12月底底前 12月底前前 2024年度度 6月30日日前 上上半年 一一、二月
no range: 2025年-6月 2月至2月 2024年2-2月
"""

# Nothing is guessed: no such day or month, or words that say no time. The check asks the clerk.
UNREAD = [
    ("2月30日前", "2024"),
    ("2月29日前", "2023"),
    ("2024年2月30日前", "2024"),
    ("6月31日", "2024"),
    ("2024-02-30", "2024"),
    ("2024-13", "2024"),
    ("2024-00-10", "2024"),
    ("13月底前", "2024"),
    ("2024年13月底前", "2024"),
    ("2024年0月", "2024"),
    ("99月99日", "2024"),
    ("3月1日至2月30日", "2024"),
    ("2月30日至3月1日", "2024"),
    *((words, "2024") for row in REFUSED.strip().splitlines() for words in row.partition(":")[2].split()),
    *(
        (words, "2021/2025")
        for words in ("今年底", "明年", "次年3月", "12月至2月", "11月至次年3月", "2024第一季度", "2月29日")
    ),
    ("1 2月", "2024"),
    ("2024 6月", "2024"),
    ("9月至12月", "2101"),
    ("一" * 100_000, "2024"),
    ("长期" * 1000, "2024"),
    *(
        (words, "2024")
        for words in (
            "2024年Q2",
            "2024年H1",
            "2024年?月",
            "2024年__月",
            "2024年待定",
            "2024年视情",
            "2024年分批",
            "2024年双十一",
        )
    ),
    ("", "2024"),
    ("尽早", "2024"),
    ("月底前", "2024"),
    ("看情况", "2024"),
    ("二十日前", "2024"),
    ("甲", "2021/2025"),
]


def rows() -> list[tuple[str, str, Meaning]]:
    found = []
    for line in CASES.strip().splitlines():
        words, period, kind, day, precision = (cell.strip() for cell in line.split("|"))
        meaning = Meaning(kind, date.fromisoformat(day) if day else None, precision or None)  # type: ignore[arg-type]
        found.append((words, period, meaning))
    return found


@pytest.mark.parametrize(("words", "period", "meaning"), rows(), ids=[f"{w} ({p})" for w, p, _ in rows()])
def test_words(words: str, period: str, meaning: Meaning) -> None:
    assert interpret(words, period) == meaning


@pytest.mark.parametrize(("words", "period"), UNREAD, ids=[f"{w[:20]} ({p})" for w, p in UNREAD])
def test_nothing_is_guessed(words: str, period: str) -> None:
    assert interpret(words, period) is None


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("十二月低", "十二月底"),
        ("12月低前完成", "12月底前完成"),
        ("三月分", "三月份"),
        ("12月分", "12月份"),
        ("2024年未", "2024年末"),
        ("6月30曰前", "6月30日前"),
        ("12月底钱", "12月底前"),
        ("12月上询", "12月上旬"),
        ("2024午6月", "2024年6月"),
        ("2025年第2季", "2025年第2季度"),
        ("十三月低", None),
        ("12月旬", None),
        ("尽早", None),
    ],
)
def test_what_was_probably_meant(words: str, meant: str | None) -> None:
    assert interpret(words, "2024") is None
    assert likely(words, "2024") == meant


def test_every_deadline_of_the_real_content_has_a_meaning(library: Library) -> None:
    dues = [due for task in library.tasks for due in task.dues]
    assert len(dues) >= 30
    for due in dues:
        assert due.meaning.kind in ("date", "recurring", "ongoing", "period")
        assert (due.meaning.kind == "date") <= (due.meaning.date is not None), due.text


@given(
    st.text(
        alphabet=st.sampled_from(
            list("年月日号底前末初中上下旬季度半每长期至—-./明次今本 0123456789一二十〇０９、，")
        ),
        max_size=20,
    )
    | st.text(max_size=20),
    st.sampled_from(["0000", "0001", "2024", "2024-H1", "2024-Q4", "2024-02", "2021/2025", "9999"]),
)
def test_any_words_have_a_meaning_or_none(words: str, period: str) -> None:
    meaning = interpret(words, period)
    if meaning and meaning.kind == "date":
        assert meaning.date is not None
        assert meaning.precision is not None


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("2025年底前、每季度", ["2025年底前", "每季度"]),
        ("每季度，2025年底前", ["每季度", "2025年底前"]),
        ("12月底前每月一次", ["12月底前", "每月一次"]),
        ("6月底前、12月底前", ["6月底前", "12月底前"]),
        ("2026年12月底前，每月调度", ["2026年12月底前", "每月调度"]),
        ("每年3月、9月", []),
        ("每年12月底前", []),
        ("2024年底前", []),
        ("按月、按季度", []),
        ("2024年6月至9月", []),
    ],
)
def test_several_deadlines_in_one_string_are_seen(words: str, parts: list[str]) -> None:
    assert several(words, "2025") == parts
