"""The addresses that a site promises to keep, each with its name: what content/addresses.txt is to hold.

Pages, calendars, feeds and files of agencies, units, documents, tasks, cited documents, topics and
hand-written pages; not the assets, the search, the data, nor lists that follow from others (months, years,
matrices).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from generator.exports import agency_downloads, calendars, feeds
from generator.library.build import Library
from generator.library.permanence import Death, Swap, deaths, dying, problems, swaps
from generator.problems import Problem

_NO_PROMISE = ("assets/",)


def promised(library: Library) -> dict[str, str]:
    """The name of each address, number and title as its page shows them; in the order of the addresses."""
    found = {
        address: name
        for address, name in library.content.written.items()
        if not address.startswith(_NO_PROMISE)
    }
    files = (calendars.addresses(library), feeds.addresses(library), agency_downloads(library))
    found |= dict.fromkeys(chain(*files), "")
    for agency in library.agencies:
        found[agency.url] = agency.name
        found |= {unit.url: unit.record.name for unit in agency.units}
    found |= {document.url: document.title for document in library.documents}
    found |= {task.url: task.heading for task in library.tasks}
    found |= {policy.url: policy.name for policy in library.policies}
    found |= {topic.url: topic.record.name for topic in library.topics}
    return {address: " ".join(found[address].split()) for address in sorted(found)}


def broken_promises(library: Library, addresses: Collection[str]) -> Iterator[Problem]:
    """What is wrong with published addresses when those of the site are to be `addresses`: nothing would be
    there, or something else. Where a file has mistakes nobody can tell.
    """
    content = library.content
    if not content.addresses or content.broken:
        return
    names = promised(library)
    dead = dying(content.addresses, addresses, content.moved)
    found: list[Death | Swap] = [
        *deaths(dead, content.addresses, names),
        *swaps(content.addresses, names, content.moved),
    ]
    yield from problems(found, content.root.name)
