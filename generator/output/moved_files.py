"""Calendars and attachments that have moved: no program reads a notice, so the old address has them too."""

from __future__ import annotations

from pathlib import Path

from generator.content.load import Content
from generator.library.redirects import redirects
from generator.output.written import write_all

_PAGE = ".html"


def copy_moved(content: Content, site: Path) -> None:
    """Write what stands at the new address at the old one too; whatever was withdrawn answers no more."""
    if not content.moved:
        return
    published = [one.address for one in content.addresses if not one.address.endswith(_PAGE)]
    living = {address for address in published if (site / address).is_file()}
    found = (one for one in redirects(content.moved, published, living) if not one.address.endswith(_PAGE))
    there = [(one.address, site / one.to) for one in found if one.to and (site / one.to).is_file()]
    write_all(site, ((address, path.read_bytes()) for address, path in there))
