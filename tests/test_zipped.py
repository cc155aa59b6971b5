"""A zip made of stretches: whatever they are, it holds what they say, one behind the other."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exports import zipped
from generator.exports.packed import pack, unpack
from generator.exports.zipped import Stretch, stretch


def read(parts: list[tuple[str, list[Stretch]]]) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(zipped.zipped(parts)))) as archive:
        assert archive.testzip() is None  # the checksums are right
        return {name: archive.read(name) for name in archive.namelist()}


@given(st.lists(st.binary(max_size=300), max_size=8), st.lists(st.binary(max_size=300), max_size=3))
def test_stretches_stand_behind_each_other(first: list[bytes], second: list[bytes]) -> None:
    made = read([("a/一.xml", [*map(stretch, first)]), ("b", [*map(stretch, second)])])
    assert made == {"a/一.xml": b"".join(first), "b": b"".join(second)}


def test_long_ones_too() -> None:
    chance = random.Random(1)
    long = [chance.randbytes(size) for size in (70_000, 1, 1 << 20, 65_536)] + [b"<c/>" * 100_000]
    stretches = [*map(stretch, long)]
    assert read([("x", stretches), ("y", stretches[::-1])]) == {
        "x": b"".join(long),
        "y": b"".join(long[::-1]),
    }


def test_what_a_zip_cannot_hold_is_refused() -> None:
    huge = Stretch(b"", 0, 1 << 31)
    with pytest.raises(ValueError, match="x"):
        list(zipped.zipped([("x", [huge, huge])]))


@given(st.binary(max_size=5000))
def test_what_is_packed_comes_back(data: bytes) -> None:
    assert unpack(pack(data)) == data
