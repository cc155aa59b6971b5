"""Signposts for readers who cut an address short: what stands at a folder that has no page of its own.

`/linxiang/units/` leads to the agency, `/deadlines/` to deadlines.html. They promise nothing
(routes.follows).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial

from generator.library.redirects import Redirect
from generator.model.routes import HOME
from generator.pages import moved, reads
from generator.pages.page import Head, Page

TITLE = "请从这里看"


def pages(titles: Mapping[str, str], taken: Collection[str]) -> Iterator[Page]:
    """One for each folder of the pages in `titles` (by address) whose index is neither there nor `taken`."""
    for address, to in sorted(signposts({*titles, *taken}).items()):
        redirect = Redirect(address, to, "", 0)
        title = titles.get(to, "")
        yield Page(
            address,
            "signpost.html",
            Head(TITLE),
            partial(moved.view, redirect=redirect, title=title),
            "",
            reads=partial(reads.moved, redirect=redirect, title=title),
        )


def signposts(living: Collection[str]) -> dict[str, str]:
    """Where each folder without an index leads: to the page of its name, else to the index of the next folder
    above that has one. Pure.
    """
    folders = {folder for address in living for folder in _above(address)}
    return {
        f"{folder}/{HOME}": _leads(folder, living) for folder in folders if f"{folder}/{HOME}" not in living
    }


def _above(address: str) -> Iterator[str]:
    while "/" in address:
        address = address.rpartition("/")[0]
        yield address


def _leads(folder: str, living: Collection[str]) -> str:
    if f"{folder}.html" in living:
        return f"{folder}.html"
    return next((index for above in _above(folder) if (index := f"{above}/{HOME}") in living), HOME)
