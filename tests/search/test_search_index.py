"""The index holds every position of every text, whatever the text: it is read back and compared with the text itself."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_harness import NASTY, SearchRecord, build_search, normalise, synthetic_records

from generator.search import container, varint
from generator.search.bounds import PER_FILE, bound_shards, guide
from generator.search.facets import Units, documents
from generator.search.grams import DEPTH, leaves, read_text
from generator.search.postings import shards_of

FIELDS = st.lists(st.text(st.sampled_from("安全生产应急aA1 \n，%𠮷"), max_size=90), min_size=1, max_size=12)


def _numbers(payload: bytes) -> list[int]:
    values, value, shift = [], 0, 0
    for byte in payload:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            values.append(value)
            value = shift = 0
    assert shift == 0
    return values


def _leaves(payload: bytes) -> list[tuple[str, list[int]]]:
    """The shard as templates/assets/search/postings.js reads it."""
    at = 0

    def number() -> int:
        nonlocal at
        start = at
        while payload[at] & 128:
            at += 1
        at += 1
        return _numbers(payload[start:at])[0]

    names, sizes, before = [], [], list[int]()
    for _ in range(number()):
        head = number()
        shared, own = head >> 4, head & 15
        name = [*before[:shared], number() + (before[shared] if shared < len(before) else 0)]
        before = name = name + [number() for _ in range(own - 1)]
        names.append("".join(map(chr, name)))
        sizes.append(number())
    found: dict[int, list[int]] = {}
    for width in range(4):
        for leaf, size in enumerate(sizes):
            if size & 3 == width:
                steps = [
                    int.from_bytes(payload[at + i * (width + 1) : at + (i + 1) * (width + 1)], "little")
                    for i in range((size >> 2) + 1)
                ]
                at += len(steps) * (width + 1)
                found[leaf] = list(accumulate(steps))
    assert at == len(payload)
    return [(name, found[leaf]) for leaf, name in enumerate(names)]


@given(FIELDS, st.sampled_from([1, 2, 5, 1000]))
def test_each_position_is_in_one_leaf(fields: list[str], limit: int) -> None:
    text = read_text(fields)
    names: dict[str, set[int]] = {}
    for run in leaves(text, limit):
        for i, first in enumerate(run.first.tolist()):
            last = run.first.tolist()[i + 1] if i + 1 < len(run.first) else len(run.positions)
            at = run.positions[first:last].tolist()
            name = "".join(chr(text.alphabet[r]) for r in text.ranks[at[0] : at[0] + int(run.depth[i])])
            assert name not in names
            assert at == sorted(at)
            assert len(at) <= limit or len(name) == DEPTH or name.endswith("\0")
            names[name] = set(at)
    padded = "".join(chr(text.alphabet[r]) for r in text.ranks)
    for name, at in names.items():
        assert at == {i for i in range(len(padded) - DEPTH) if padded.startswith(name, i)}
    assert sum(map(len, names.values())) == sum(len(normalise(field)) for field in fields)
    assert list(names) == sorted(names), "leaves come in the order of their names"


@given(FIELDS)
def test_shards_give_back_the_fields(fields: list[str]) -> None:
    text = read_text(fields)
    places, by_field, _ = shards_of(text)
    start, begins = 0, []
    for count in text.blocks.tolist():
        begins.append(start << text.block)
        start += count
    letters = {}
    for payload in places.payloads:
        for name, positions in _leaves(payload):
            for position in positions:
                letters[position] = name[0]
    for field, begin in zip(fields, begins, strict=True):
        normal = normalise(field)
        assert "".join(letters.get(begin + i, "") for i in range(len(normal) + 1)) == normal
    holders = defaultdict(set)
    for payload in by_field.payloads:
        for name, found in _leaves(payload):
            holders[name] = set(found)
    for name, found in holders.items():
        assert found == {i for i, field in enumerate(fields) if name in normalise(field)}
    assert {c for field in fields for c in normalise(field)} == {name for name in holders if len(name) == 1}


def test_bounds_lead_to_the_shard() -> None:
    places, _, common = shards_of(read_text([r.body_text for r in synthetic_records(400)]))
    assert len(places.bounds) > 20
    assert places.bounds == sorted(places.bounds)
    for number, payload in enumerate(places.payloads):
        for name, _ in _leaves(payload):
            key = tuple(map(ord, name))
            assert places.bounds[number] <= key
            assert number + 1 == len(places.bounds) or key < places.bounds[number + 1]
    assert all(len(phrase) >= 2 for phrase in common)


def test_names_of_shards_lie_in_small_files() -> None:
    places, _, _ = shards_of(read_text([r.body_text for r in synthetic_records(400)]))
    found: list[tuple[int, ...]] = []
    files = list(bound_shards(places.bounds))
    for number, payload in enumerate(files):
        left, *values = _numbers(payload)
        assert left <= PER_FILE
        before: tuple[int, ...] = ()
        for _ in range(left):
            head, first, *values = values
            before = (
                *before[: head >> 4],
                first + (before[head >> 4] if head >> 4 < len(before) else 0),
                *values[: (head & 15) - 1],
            )
            values = values[(head & 15) - 1 :]
            found.append(before)
        assert not values
        assert guide(places.bounds)[number] == found[number * PER_FILE]
    assert len(files) > 1
    assert found == places.bounds


@given(st.lists(st.integers(0, varint.LIMIT - 1)))
def test_numbers_survive(values: list[int]) -> None:
    assert _numbers(varint.encode(values)) == values


def test_numbers_too_large_are_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        varint.encode([varint.LIMIT])


@given(st.binary(max_size=400), st.booleans())
def test_a_file_survives_every_byte(payload: bytes, words: bool) -> None:
    file = container.wrap("g7", payload, words=words)
    assert file.startswith(b'gongkaiShard("g7","')
    assert b"\n" not in file[:-1]
    assert b"\r" not in file
    inside = file[len(b'gongkaiShard("g7","') : -len(b'");\n')]
    plain = inside.decode("latin-1").encode("latin-1")
    for escaped, byte in ((b"\\n", b"\n"), (b"\\r", b"\r"), (b'\\"', b'"')):
        plain = b"\\\\".join(part.replace(escaped, byte) for part in plain.split(b"\\\\"))
    assert zlib.decompress(plain.replace(b"\\\\", b"\\")) == payload


def test_the_same_input_gives_the_same_files() -> None:
    records = list(synthetic_records(60))
    assert dict(build_search(records)) == dict(build_search(list(reversed(records))))


def test_documents_stand_apart_in_their_order() -> None:
    records = list(synthetic_records(60))
    rows = json.loads(documents(records))
    assert [row[0] for row in rows] == list(dict.fromkeys(record.document for record in records))
    assert [row[2] for row in rows] == [25, 25, 10]
    files = dict(build_search(records))
    titles = {record.document_title for record in records}
    tables = next(data for name, data in files.items() if name.endswith("tables.js"))
    assert not any(title.encode() in _inside(tables) for title in titles)


def test_units_stand_in_a_list_for_each_agency() -> None:
    records = [*synthetic_records(400), NASTY]
    agencies = {agency: number for number, agency in enumerate(dict.fromkeys(r.agency for r in records))}
    table = Units(records, agencies).table
    assert len(table) == len(agencies) + 1
    named = {
        f"{agency}/{row[0]}": row[1:]
        for agency, rows in zip(agencies, table[:-1], strict=True)
        for row in rows
    }
    units = [(ref or f"{r.agency}/{name}", name) for r in records for ref, name, _ in r.responsibility]
    assert named == {key: [name] for key, name in units}
    assert table[-1] == []


def _inside(file: bytes) -> bytes:
    """The payload of a file."""
    text = file[file.index(b'","') + 3 : file.rindex(b'"')]
    for escaped, byte in ((b"\\n", b"\n"), (b"\\r", b"\r"), (b'\\"', b'"')):
        text = b"\\\\".join(part.replace(escaped, byte) for part in text.split(b"\\\\"))
    return zlib.decompress(text.replace(b"\\\\", b"\\"))


def test_any_change_moves_every_address() -> None:
    records = [*synthetic_records(60), NASTY]
    before = dict(build_search(records))
    after = dict(build_search([*records[:-1], replace(NASTY, status="done")]))
    assert set(before) & set(after) == {"manifest.js"}
    assert before["manifest.js"] != after["manifest.js"]


def test_nothing_to_search() -> None:
    assert "manifest.js" in dict(build_search([]))
    assert dict(build_search([SearchRecord(**{**_blank(), "url": "a/b/c.html"})]))


def _blank() -> dict[str, object]:
    return {
        "url": "",
        "title": "",
        "number": "",
        "agency": "a",
        "agency_name": "",
        "document": "b",
        "document_title": "",
        "kind": "plan",
        "years": (),
        "title_text": "",
        "unit_text": "",
        "body_text": "",
    }
