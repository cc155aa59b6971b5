"""The checks over the library, one a file, in one list: this file tells which there are.

A new check is a file that opens with the sentence which it enforces, a line in CHECKS, and a file of cases in
tests/checks/cases. Names that lead nowhere are not among them: the library finds these itself as it joins the
records. Links in hand-written pages (`markdown_links`) are looked at apart, because they lead to the
addresses of the plan, and so is what must not be published (`personal_data`). How severe a check is in one
office, site_config.yml says (`settings`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from generator.checks import (
    anchors,
    brackets,
    broken_off,
    chains,
    collectives,
    continuity,
    counted_lists,
    dates,
    disclosure_method,
    document_dates,
    document_numbers,
    doubled_words,
    duplicates,
    empty_documents,
    empty_sections,
    far_deadlines,
    figure_rates,
    figure_texts,
    figure_totals,
    figure_units,
    figures,
    future_dates,
    half_width,
    impossible_dates,
    index_numbers,
    inline_numbers,
    lexicon,
    link_periods,
    masked_names,
    negative_figures,
    number_styles,
    numbers,
    odd_marks,
    percentages,
    personal_tables,
    placeholders_left,
    policy_dates,
    policy_validity,
    progress_dates,
    progress_targets,
    publication_delay,
    rates,
    repealed_policies,
    repeated_titles,
    repeated_units,
    report_sources,
    required_fields,
    reserved_ids,
    review_dates,
    review_records,
    said_twice,
    section_periods,
    shared_names,
    short_years,
    status_words,
    statuses_in_time,
    statuses_on_a_day,
    table_totals,
    title_years,
    two_spellings,
    unreviewed_documents,
    unused_policies,
    unused_topics,
    unused_units,
    wholes,
)
from generator.checks.printed import Printed
from generator.library.build import Library
from generator.problems import Finding, Severity, of_rule

F = TypeVar("F", bound=Callable[..., Iterator[Finding]])


@dataclass(frozen=True, slots=True)
class AnyCheck(Generic[F]):
    """One sentence that content/ must live up to. `find` is pure.

    `name` is that of its module and the `rule` of its findings, `label` the sentence in a few words for the
    office. A check that is not `in_build` is made by `gongkai check` alone, one that is `at_publication` by
    `gongkai publish` alone, unless the office sets it. One that `is_fixed` no office may lower: a build
    relies on it, or it keeps what must not be published.
    """

    name: str
    find: F
    label: str = ""
    severity: Severity = "warning"
    in_build: bool = True
    is_fixed: bool = False
    at_publication: bool = False


class Check(AnyCheck[Callable[[Library], Iterator[Finding]]]):
    """A sentence about the library."""

    __slots__ = ()


class DayCheck(AnyCheck[Callable[[Library, date], Iterator[Finding]]]):
    """A sentence that depends on the day: the day is given, and without one nothing is looked at."""

    __slots__ = ()


class TextCheck(AnyCheck[Callable[[Printed], Iterator[Finding]]]):
    """A sentence about the words of one document."""

    __slots__ = ()


CHECKS: tuple[Check | DayCheck | TextCheck, ...] = (
    Check("chains", chains.find_loops, "链接不绕成一圈", "error", is_fixed=True),
    Check("collectives", collectives.find_circular_collectives, "统称里没有它自己", "error", is_fixed=True),
    Check("continuity", continuity.find_broken_continuity, "写明新增或不再延续的，没有相反的链接", "error"),
    Check("report_sources", report_sources.find_silent_reports, "报告进展的任务，本身写有进展"),
    Check("dates", dates.find_early_publication, "成文日期不晚于发布日期", "error"),
    Check("index_numbers", index_numbers.find_odd_index_numbers, "索引号合本机关的样式，不重复"),
    Check("review_dates", review_dates.find_untimely_reviews, "审查环节按先后，都在发布之前"),
    Check("anchors", anchors.find_repeated_anchors, "一页之内锚点编号不重复", "error", is_fixed=True),
    Check("title_years", title_years.find_other_years, "标题里的年份与所属时期一致"),
    DayCheck("future_dates", future_dates.find_future_dates, "成文、发布和进展的日期不晚于今天", "error"),
    Check("progress_dates", progress_dates.find_impossible_progress, "进展的时间在计划之后、公布之前"),
    Check("section_periods", section_periods.find_strange_periods, "章节的时期在文件的时期之内"),
    Check("status_words", status_words.find_contradicting_words, "落实状态的说法与类别一致", "error"),
    Check("statuses_on_a_day", statuses_on_a_day.find_differing_statuses, "同一天只有一种落实状态"),
    Check("statuses_in_time", statuses_in_time.find_turned_statuses, "已完成的，后来不又变成未完成"),
    Check("progress_targets", progress_targets.find_targets_in_progress, "进展里的指标是完成数，不是目标"),
    Check("figure_units", figure_units.find_unmatched_units, "同名的目标与完成数，计量单位对得上"),
    Check("negative_figures", negative_figures.find_negative_figures, "目标和完成数不是负数"),
    Check("figure_texts", figure_texts.find_unprinted_figures, "指标的文字在正文里有"),
    Check("percentages", percentages.find_great_percentages, "百分比不超过 1000%"),
    Check("figures", figures.find_contradicting_figures, "指标的数值与它的文字一致"),
    Check("repeated_units", repeated_units.find_repeated_units, "同一处的责任单位不重复"),
    Check("empty_documents", empty_documents.find_empty_documents, "文件里有任务"),
    Check("personal_tables", personal_tables.find_personal_tables, "表格里没有姓名和个人电话", is_fixed=True),
    Check("duplicates", duplicates.find_duplicates, "同一份文件没有登记两次"),
    Check("placeholders_left", placeholders_left.find_placeholders, "没有留下待补的占位文字", is_fixed=True),
    Check("reserved_ids", reserved_ids.find_reserved_ids, "编号不占用网站的地址", "error", is_fixed=True),
    Check("policy_validity", policy_validity.find_odd_validity, "引用文件的有效性前后一致", "error"),
    DayCheck("policy_dates", policy_dates.find_untimely_ends, "已废止的写明日期，日期已到"),
    Check("repealed_policies", repealed_policies.find_repealed_citations, "计划不引用已废止的文件"),
    Check(
        "required_fields", required_fields.find_missing_fields, "公开信息的必备项目齐全",
        in_build=False, at_publication=True,
    ),
    Check(
        "unreviewed_documents", unreviewed_documents.find_unreviewed, "公开之前有审查记录",
        in_build=False, at_publication=True,
    ),
    Check("disclosure_method", disclosure_method.find_closed_methods, "公开方式是主动公开", in_build=False),
    Check("publication_delay", publication_delay.find_late_publication, "二十个工作日内公开", in_build=False),
    Check("review_records", review_records.find_missing_reviews, "审查记录齐全，环节不缺", in_build=False),
    Check("unused_units", unused_units.find_unused_units, "登记的责任单位都有文件提到", in_build=False),
    Check("unused_policies", unused_policies.find_unused_policies, "引用文件都有引用", in_build=False),
    Check("unused_topics", unused_topics.find_unused_topics, "登记的主题都有任务", in_build=False),
    Check("shared_names", shared_names.find_shared_names, "两个机关不同名，两份引用文件不同文号"),
    Check("link_periods", link_periods.find_backward_links, "延续、报告的是较早的任务"),
    Check("document_dates", document_dates.find_distant_dates, "成文、发布日期与所属时期相近"),
    Check("far_deadlines", far_deadlines.find_far_deadlines, "完成时限在所属时期的十年以内", in_build=False),
    Check("empty_sections", empty_sections.find_empty_sections, "章节下面有内容", in_build=False),
    Check("repeated_titles", repeated_titles.find_repeated_titles, "同一节里没有同名的任务", in_build=False),
    Check("table_totals", table_totals.find_wrong_totals, "表格的合计等于各行之和", in_build=False),
    Check("figure_totals", figure_totals.find_wrong_sums, "任务的指标等于各举措之和", in_build=False),
    Check("lexicon", lexicon.find_listed_slips, "没有本单位常见的错字", in_build=False),
    TextCheck("numbers", numbers.find_gaps, "序号连续，不漏不重", in_build=False),
    TextCheck("number_styles", number_styles.find_mixed_numbers, "同一组序号写法一致", in_build=False),
    TextCheck("inline_numbers", inline_numbers.find_gaps_in_text, "正文里的一是、二是连续", in_build=False),
    TextCheck("brackets", brackets.find_lone_brackets, "括号和引号成对，不套两层", in_build=False),
    TextCheck("document_numbers", document_numbers.find_odd_numbers, "文号写作〔年份〕号", in_build=False),
    TextCheck("said_twice", said_twice.find_repeated_sentences, "一句话不说两遍", in_build=False),
    TextCheck("doubled_words", doubled_words.find_doubled_words, "一个词不连写两次", in_build=False),
    TextCheck("odd_marks", odd_marks.find_odd_marks, "标点不连用，不多不少", in_build=False),
    TextCheck("masked_names", masked_names.find_masked_names, "没有隐去的名称（XX市）", in_build=False),
    TextCheck("half_width", half_width.find_half_width_marks, "中文里用全角标点", in_build=False),
    TextCheck("broken_off", broken_off.find_broken_texts, "正文到句末为止，没有中断", in_build=False),
    TextCheck("two_spellings", two_spellings.find_two_spellings, "同一个名称只有一种写法", in_build=False),
    TextCheck("impossible_dates", impossible_dates.find_impossible_days, "日期日历上都有", in_build=False),
    TextCheck("short_years", short_years.find_short_years, "年份写全四位", in_build=False),
    TextCheck("rates", rates.find_wrong_rates, "比率与前面的两个数相符", in_build=False),
    TextCheck(
        "figure_rates", figure_rates.find_wrong_rate_figures, "比率指标与前两个指标相符", in_build=False
    ),
    TextCheck("wholes", wholes.find_impossible_parts, "分数不大于总数，相加等于合计", in_build=False),
    TextCheck("counted_lists", counted_lists.find_miscounted_lists, "列出的项数与所说的相符", in_build=False),
)  # fmt: skip


class Elsewhere(NamedTuple):
    """A check that is no function of the library."""

    name: str
    label: str
    severity: Severity = "error"
    in_build: bool = True
    is_fixed: bool = True
    at_publication: bool = False


META_TAGS = Elsewhere(
    "meta_tags", "网页的必备标签齐全", "warning", in_build=False, is_fixed=False, at_publication=True
)
ELSEWHERE = (
    META_TAGS,
    Elsewhere("markdown_links", "手写页面的链接都通向本站的页面，也不运行什么"),
    Elsewhere("personal_data", "要公开的内容里没有个人信息和密级标志"),
)


def check_library(
    library: Library,
    checks: Iterable[Check | DayCheck | TextCheck] = CHECKS,
    today: date | None = None,
) -> list[Finding]:
    """All that these checks find, each finding with the name of its check. Pure.

    Without `today` nothing is held against the day: the same content then gives the same findings for ever.
    """
    checks = tuple(checks)
    of_text = [check for check in checks if isinstance(check, TextCheck)]
    found = [finding for check in checks for finding in of_rule(check.name, _found(check, library, today))]
    for document in library.documents if of_text else ():
        printed = Printed.of(document)
        found += (finding for check in of_text for finding in of_rule(check.name, check.find(printed)))
    return found


def _found(check: Check | DayCheck | TextCheck, library: Library, today: date | None) -> Iterable[Finding]:
    match check:
        case Check():
            return check.find(library)
        case DayCheck():
            return check.find(library, today) if today else ()
        case _:
            return ()
