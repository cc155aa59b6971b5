"""Two wordings side by side: nothing is lost, nothing equal is marked,
and no lone sign is left between changes.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.wording import Run, marked

TEXT = st.text("甲乙丙，。12年底前", max_size=30)


def shown(runs: list[Run]) -> str:
    return "".join(f"[{run.text}]" if run.is_changed else run.text for run in runs)


def both(old: str, new: str) -> tuple[str, str]:
    before, after = marked(old, new)
    return shown(before), shown(after)


def test_the_changed_words_are_marked_within_the_sentence() -> None:
    assert both("2024年底前更换管网12公里。", "2025年底前更换管网15公里。") == (
        "[2024]年底前更换管网[12]公里。",
        "[2025]年底前更换管网[15]公里。",
    )


def test_a_figure_changes_as_a_whole() -> None:
    assert both("降到9.60%", "降到9.50%") == ("降到[9.60%]", "降到[9.50%]")


def test_what_is_the_same_is_not_marked_and_what_is_new_is() -> None:
    assert both("年底前", "年底前") == ("年底前", "年底前")
    assert both("", "年底前") == ("", "[年底前]")
    assert both("年底前", "") == ("[年底前]", "")


def test_one_sign_between_two_changes_counts_as_changed() -> None:
    assert both("甲的乙", "丙的丁") == ("[甲的乙]", "[丙的丁]")


@given(TEXT, TEXT)
def test_nothing_is_lost_or_added(old: str, new: str) -> None:
    before, after = marked(old, new)
    assert "".join(r.text for r in before) == old
    assert "".join(r.text for r in after) == new
    kept = ["".join(r.text for r in runs if not r.is_changed) for runs in (before, after)]
    assert kept[0] == kept[1]
    assert all(r.text for r in (*before, *after))
