"""The index holds every position of every text, whatever the text: it is read back and compared with the text
itself."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_harness import NASTY, SearchRecord, build_search, normalise, synthetic_records

from generator.search import container, varint
from generator.search.bounds import guide
from generator.search.facets import Units, documents
from generator.search.grams import DEPTH, leaves, read_text
from generator.search.packs import by_number, by_size, places
from generator.search.parts import PARTS, index_part, tasks_per_part
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
    for width in range(1, 9):  # half bytes
        of_width = [leaf for leaf, size in enumerate(sizes) if size & 7 == width - 1]
        total, whole = sum((sizes[leaf] >> 3) + 1 for leaf in of_width), width // 2
        low = [payload[at + i * whole : at + (i + 1) * whole] for i in range(total)]
        at += total * whole
        steps = [int.from_bytes(step, "little") for step in low]
        if width % 2:
            high = [half for byte in payload[at : at + (total + 1) // 2] for half in (byte & 15, byte >> 4)]
            at += (total + 1) // 2
            steps = [step | half << 8 * whole for step, half in zip(steps, high, strict=False)]
        taken = iter(steps)
        for leaf in of_width:
            found[leaf] = list(accumulate(islice(taken, (sizes[leaf] >> 3) + 1)))
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
    by_place, by_field, _ = shards_of(text)
    start, begins = 0, []
    for count in text.blocks.tolist():
        begins.append(start << text.block)
        start += count
    letters = {}
    for payload in by_place.payloads:
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
    lists, _, common = shards_of(read_text([r.body_text for r in synthetic_records(400)]))
    assert len(lists.bounds) > 20
    assert lists.bounds == sorted(lists.bounds)
    for number, payload in enumerate(lists.payloads):
        for name, _ in _leaves(payload):
            key = tuple(map(ord, name))
            assert lists.bounds[number] <= key
            assert number + 1 == len(lists.bounds) or key < lists.bounds[number + 1]
    assert all(len(phrase) >= 2 for phrase in common)


def test_the_guide_leads_to_each_shard_of_each_part() -> None:
    """A stretch tells of the shards that begin in it, and first of the one in which it begins."""
    records = list(synthetic_records(400))
    parts = [
        index_part([record.body_text for record in records[start:end]]).places
        for start, end in ((0, 200), (200, 390), (390, 400))
    ]
    cuts, shards = guide([(part.bounds, part.packs) for part in parts])
    assert len(cuts) == len(shards) > 10
    assert cuts == sorted(set(cuts))
    pack = 0
    wanted = []
    for part in parts:
        found = [(pack + number, at) for number, at in places(part.packs)]
        wanted.append(list(zip(part.bounds, found, part.packs.sizes, strict=True)))
        pack += len(part.packs.counts)
    for number, data in enumerate(shards):
        rest, end = _numbers(data), [*cuts[1:], (0x110000,)][number]
        for shown in wanted:
            told, rest = _stretch(rest)
            before = [entry for entry in shown if entry[0] <= cuts[number]][-1:]
            assert told == [*before, *(entry for entry in shown if cuts[number] < entry[0] < end)]
        assert not rest


Entry = tuple[tuple[int, ...], tuple[int, int], int]


def _stretch(values: list[int]) -> tuple[list[Entry], list[int]]:
    """What a stretch tells of a part, as templates/assets/search/guide.js reads it, and the rest."""
    count, *values = values
    if not count:
        return [], values
    pack, at, *values = values
    told: list[Entry] = []
    before: tuple[int, ...] = ()
    for number in range(count):
        head, first, *values = values
        shared, own = head >> 4, head & 15
        reference = before[shared] if shared < len(before) else 0
        before = (*before[:shared], first + reference, *values[: own - 1])
        size, *values = values[own - 1 :]
        if number and size & 1:
            pack, at = pack + 1, 0
        told.append((before, (pack, at), size >> 1))
        at += size >> 1
    return told, values


@given(st.lists(st.binary(min_size=1, max_size=90), min_size=1), st.integers(1, 300), st.integers(1, 9))
def test_each_shard_lies_where_its_pack_says(shards: list[bytes], size: int, number: int) -> None:
    streams = [container.of_numbers(shard) for shard in shards]
    for packs in (by_size("x", streams, size), by_number("x", streams, number)):
        assert sum(packs.counts) == len(shards)
        assert all(packs.counts)
        for shard, (pack, at), length in zip(shards, places(packs), packs.sizes, strict=True):
            path, file = packs.files[pack]
            head = f'gongkaiPack("x-{packs.names[pack]}","'.encode()
            assert path == f"x-{packs.names[pack]}.js"
            assert file.startswith(head)
            assert _plain(file[len(head) + at :][:length]) == shard


def test_packs_are_about_equal() -> None:
    packs = by_size("x", [bytes(100)] * 1000, 9_900)
    assert len(packs.counts) == 10
    assert set(packs.counts) == {100}


def test_an_edited_word_changes_one_part() -> None:
    """A longer word moves all that stands behind it, in its own part and no other."""
    records = list(synthetic_records(1_200))
    size = tasks_per_part(len(records))
    assert -(-len(records) // size) == PARTS
    task = records[size * 3 + 5]
    longer = replace(task, body_text=task.body_text.replace("，", "，甚至于乎哉，" * 9, 1))
    assert longer != task
    edited = [longer if record is task else record for record in records]
    before, after = dict(build_search(records)), dict(build_search(edited))
    changed = {path.split("-")[0]: 0 for path in after}
    for path in after.keys() - before.keys():
        changed[path.split("-")[0]] += 1
    for series in ("places", "fields", "texts"):
        all_of = sum(path.startswith(f"{series}-") for path in after)
        assert 1 <= changed[series] <= all_of / PARTS, series
    assert changed["facts"] == changed["names"] == changed["documents"] == 0
    fresh = sum(len(data) for path, data in after.items() if before.get(path) != data)
    assert fresh < sum(map(len, after.values())) / 8  # of 1,200 tasks; a tenth of 10,000 (bench.search)


@given(st.lists(st.integers(0, varint.LIMIT - 1)))
def test_numbers_survive(values: list[int]) -> None:
    assert _numbers(varint.encode(values)) == values


def test_numbers_too_large_are_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        varint.encode([varint.LIMIT])


@given(st.binary(max_size=400), st.sampled_from([container.of_words, container.of_numbers]))
def test_a_shard_survives_every_byte(payload: bytes, form: Callable[[bytes], bytes]) -> None:
    (shard,) = container.padded([form(payload)], 64)
    file = container.script('gongkaiPack("g-7"', shard)
    assert file.startswith(b'gongkaiPack("g-7","')
    assert b"\n" not in file[:-1]
    assert b"\r" not in file
    inside = file[len(b'gongkaiPack("g-7","') : -len(b'");\n')]
    assert len(inside) % 64 == 0
    assert container.sizes_in_file([shard]).tolist() == [len(inside)]
    assert _plain(inside) == payload


def test_a_long_shard_has_several_blocks() -> None:
    data = bytes(range(256)) * 600
    assert zlib.decompress(container.of_numbers(data)) == data


def test_columns_are_one_stream() -> None:
    parts = [b"", b"words and words", bytes(300)]
    assert zlib.decompress(container.of_columns(parts)) == b"".join(parts)


def _plain(piece: bytes) -> bytes:
    """What the piece of a file stands for."""
    for escaped, byte in ((b"\\n", b"\n"), (b"\\r", b"\r"), (b'\\"', b'"')):
        piece = b"\\\\".join(part.replace(escaped, byte) for part in piece.split(b"\\\\"))
    return zlib.decompress(piece.replace(b"\\\\", b"\\").lstrip(b" "))


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
    assert not any(title.encode() in _inside(files["manifest.js"]) for title in titles)


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


def _inside(manifest: bytes) -> bytes:
    """The payload of the manifest."""
    return _plain(manifest[manifest.index(b'},"') + 3 : manifest.rindex(b'"')])


def test_a_change_moves_what_holds_it() -> None:
    records = [*synthetic_records(60), NASTY]
    before = dict(build_search(records))
    after = dict(build_search([*records[:-1], replace(NASTY, status="done")]))
    assert before["manifest.js"] != after["manifest.js"]
    gone = {path.split("-")[0] for path in before.keys() - after.keys()}
    assert gone == {path.split("-")[0] for path in after.keys() - before.keys()} == {"facts"}
    for path in before.keys() & after.keys() - {"manifest.js"}:
        assert before[path] == after[path]


def test_nothing_to_search() -> None:
    assert "manifest.js" in dict(build_search([]))
    assert dict(build_search([SearchRecord(**{**_blank(), "url": "a/b/c.html"})]))
    empty = [SearchRecord(**{**_blank(), "url": f"a/b/{number}.html"}) for number in range(200)]
    assert dict(build_search([*empty, replace(NASTY, order=1)])), "parts without a single character"


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
