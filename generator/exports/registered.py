"""What the registries of content/ say, as flat rows: agencies, units and their collective names, cited
documents, topics.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.exports.columns import OF_REGISTRIES
from generator.exports.flat import Row, Rows, iso
from generator.exports.table import SEPARATOR
from generator.library.entries import AgencyEntry, PolicyEntry, TopicEntry, UnitEntry
from generator.model import values
from generator.model.registries import VALIDITY

_UNIT_KIND = values.labels(values.UNIT_KIND)
_POLICY_KIND = values.labels(values.POLICY_KIND)


def registered_rows(
    agencies: Iterable[AgencyEntry], policies: Iterable[PolicyEntry], topics: Iterable[TopicEntry], root: str
) -> Rows:
    """The rows of these agencies with their units, cited documents and topics, in the order of content/;
    addresses begin with `root`.
    """
    rows: Rows = {table.name: [] for table in OF_REGISTRIES}
    for agency in agencies:
        rows["agencies"].append(_agency(agency, root))
        for unit in agency.units:
            rows["units"].append(_unit(unit, agency, root))
            rows["memberships"].extend(_memberships(unit))
    rows["policies"].extend(_policy(policy, root) for policy in policies)
    rows["topics"].extend(_topic(topic, root) for topic in topics)
    return rows


def _agency(agency: AgencyEntry, root: str) -> Row:
    record = agency.file.record
    aliases = _joined(record.aliases)
    return agency.id, root + agency.url, record.name, record.short_name, record.region, aliases


def _unit(unit: UnitEntry, agency: AgencyEntry, root: str) -> Row:
    record = unit.record
    return (
        unit.ref, root + unit.url, agency.id, agency.name, record.name, record.kind, _UNIT_KIND[record.kind],
        _joined(record.aliases),
    )  # fmt: skip


def _memberships(unit: UnitEntry) -> Iterable[Row]:
    return (
        (f"{unit.ref}:{i}", unit.ref, unit.record.name, member.ref, member.record.name)
        for i, member in enumerate(unit.members, start=1)
    )


def _policy(policy: PolicyEntry, root: str) -> Row:
    record = policy.record
    return (
        record.id, root + policy.url, record.title, record.kind, _POLICY_KIND[record.kind],
        _joined(record.aliases), record.number, record.issuer, record.url,
        record.validity, VALIDITY[record.validity] if record.validity else None, iso(record.ended),
        _joined(other.record.id for other in policy.replaced_by),
    )  # fmt: skip


def _topic(topic: TopicEntry, root: str) -> Row:
    record = topic.record
    return record.id, root + topic.url, record.name, _joined(record.aliases), record.description


def _joined(names: Iterable[str]) -> str | None:
    return SEPARATOR.join(names) or None
