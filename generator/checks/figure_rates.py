"""A figure that is a rate is what the two figures before it come to, also where no text holds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.checks.printed import Printed, records_of
from generator.checks.quantities import Quantity, quantities
from generator.checks.rates import is_off, of_others, percentage
from generator.model.records import Indicator, Task
from generator.problems import Finding, RecordPath

_SIGN = "率"


def find_wrong_rate_figures(printed: Printed) -> Iterator[Finding]:
    """One reminder a rate, at its value. A full text is asked itself (`rates`)."""
    if printed.document.file.record.text == "full":
        return
    for record, path in records_of(printed.document):
        yield from _in(printed, record.indicators, path)
        for k, measure in enumerate(record.measures if isinstance(record, Task) else ()):
            if measure.indicators:
                yield from _in(printed, measure.indicators, (*path, "measures", k))


def _in(printed: Printed, figures: Sequence[Indicator], path: RecordPath) -> Iterator[Finding]:
    for i, figure in enumerate(figures[2:], 2):
        if _SIGN not in figure.name or of_others(figure.name):
            continue
        total, part, rate = map(_quantity, figures[i - 2 : i + 1])
        if total and part and rate and rate.unit == "%" and is_off(total, part, rate):
            said = figure.text
            if printed.is_known(said) or printed.is_known(f"{figure.value}%"):
                continue
            yield Finding(
                printed.file,
                (*path, "indicators", i, "value"),
                f"指标“{said}”按前面的“{figures[i - 2].text}”“{figures[i - 1].text}”"
                f"算是 {percentage(total, part)}%",
                f"请照原文核对三个数；原文确是如此，请在 note 里引上“{figure.value}%”说明",
                severity="warning",
            )


def _quantity(figure: Indicator) -> Quantity | None:
    """The figure as exactly as its words have it; None where they hold several, or none."""
    found = list(quantities(figure.text, 0, len(figure.text)))
    return found[0] if len(found) == 1 and figure.bound is None else None
