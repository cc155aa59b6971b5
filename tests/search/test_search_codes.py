"""Numbers come back from their bits, and frequent ones take few."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.search.codes import Code, packed
from generator.search.varint import encode

VALUES = st.lists(st.integers(0, 300) | st.integers(0, 3), max_size=200)


def _read(told: bytes, data: bytes, count: int) -> list[int]:
    """As templates/assets/search/codes.js reads them."""
    lengths = list(told[2 if told[0] & 128 else 1 :])
    values = sorted((v for v, length in enumerate(lengths) if length), key=lambda v: lengths[v])
    counts = [lengths.count(length) for length in range(1, max(lengths, default=0) + 1)]
    bits = iter("".join(f"{byte:08b}" for byte in data))
    found = []
    for _ in range(count):
        number = first = shorter = 0
        for many in counts:
            if number - first < many:
                break
            number = 2 * number + int(next(bits))
            first, shorter = 2 * (first + many), shorter + many
        found.append(values[shorter + number - first])
    assert "1" not in (rest := "".join(bits))
    assert len(rest) < 8
    return found


@given(VALUES)
def test_each_number_comes_back(values: list[int]) -> None:
    code = Code(values)
    assert _read(code.told(), packed(code.bits(values)), len(values)) == values


def test_a_number_that_is_always_the_same_takes_nothing() -> None:
    code = Code([7] * 150)
    assert packed(code.bits([7] * 150)) == b""
    assert code.told() == encode([8, *[0] * 7, 1])


def test_half_of_all_take_one_bit() -> None:
    values = [5] * 80 + [1] * 40 + [2] * 20 + [3] * 20
    assert len(packed(Code(values).bits(values))) == (80 + 2 * 40 + 3 * 40) // 8
