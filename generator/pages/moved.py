"""The notice that stands at an address whose page has moved or was withdrawn."""

from __future__ import annotations

from generator.list_views import MovedView
from generator.model import Moved
from generator.pages import parts
from generator.routes import relative


def view(record: Moved) -> MovedView:
    to = relative(record.to, record.address) if record.to else ""
    return MovedView([parts.home(record.address)], record.address, to, record.reason)
