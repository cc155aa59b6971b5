"""The notice that stands at an address whose page has moved or was withdrawn."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.registries import Moved
from generator.model.routes import relative
from generator.pages import components
from generator.pages.components import Link
from generator.pages.context import PageContext


@dataclass(slots=True, eq=False, repr=False)
class MovedView:
    crumbs: list[Link]
    address: str
    to: str
    reason: str


def view(_: PageContext, record: Moved) -> MovedView:
    to = relative(record.to, record.address) if record.to else ""
    return MovedView([components.home(record.address)], record.address, to, record.reason)
