"""A Range header says which bytes are wanted; what is no range of bytes asks for the whole file."""

from __future__ import annotations

import pytest

from generator.cli.ranges import wanted_bytes


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bytes=0-0", range(1)),
        ("bytes=2-5", range(2, 6)),
        ("bytes=2-", range(2, 10)),
        ("bytes=2-99", range(2, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-99", range(10)),
        ("Bytes = 2 - 5", range(2, 6)),
        ("bytes=10-", range(10, 10)),
        ("bytes=-0", range(10, 10)),
        ("bytes=5-2", None),
        ("bytes=0-1,4-5", None),
        ("bytes=-", None),
        ("lines=0-1", None),
        ("bytes=１-２", None),
        ("bytes=٣-", None),
        ("bytes=a-b", None),
        (f"bytes={'9' * 5000}-", None),
        (f"bytes=0-{'9' * 18}", range(10)),
        ("", None),
        (None, None),
    ],
)
def test_the_bytes_of_a_header(header: str | None, wanted: range | None) -> None:
    assert wanted_bytes(header, 10) == wanted


def test_an_empty_file_has_no_bytes() -> None:
    assert not wanted_bytes("bytes=0-", 0)
    assert wanted_bytes(None, 0) is None
