"""Addresses: where each page lives, and how one page links to another.

Addresses are paths from the site's root; links are relative, so the site works under any path and from a
disk. The scheme is a promise (design, section 4): a published address never changes.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

HOME = "index.html"
UNITS = "units.html"
DEADLINES = "deadlines.html"
SEARCH = "search.html"
POLICIES = "policies/index.html"
TOPICS = "topics/index.html"
TASKS_JSON = "data/tasks.json"
DATA = "data/index.html"
CATALOGUE = "data/dcat.jsonld"
WORKBOOK = "data/disclosure.xlsx"
DEADLINES_CSV = "data/deadlines.csv"
REVISIONS = "revisions.html"
FEED = "feed.xml"

DEEPEST = 5
"""How many folders an address may lie below the root; hand-written pages may lie deeper than documents"""

ID = r"[a-z0-9][a-z0-9-]{0,63}"
"""What an id of content/ may be, and so the name of a file or folder there: part of an address"""

WINDOWS_NAMES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in (*"0123456789", *"¹²³")}
)
"""What no file or folder on Windows can be called, whatever ending follows: a site is copied there too."""

# Names of lists, downloads and folders; refused on every floor, so that a promised address stays free.
_RESERVED = frozenset(
    (
        *("index", "sitemap", "assets", "pages"),
        *("units", "policies", "topics", "deadlines", "indicators", "search", "data"),
        *("results", "matrix", "compare", "revisions", "feed", "calendar", "disclosure"),
    )
)
RESERVED_AGENCIES = _RESERVED | {"404"}  # a task may well be the 404th
"""Ids that no agency may have: the site, or content/, needs `<id>/` or `<id>.html` at its root."""
RESERVED_DOCUMENTS = _RESERVED | {"agency", "tasks"}
"""Ids that no document may have: its agency needs `<agency>/<id>` for itself, as for tasks.json."""
RESERVED_TASKS = _RESERVED
"""Ids that no task may have: its document needs `<agency>/<document>/<id>.html` for itself."""


def agency(agency_id: str) -> str:
    return f"{agency_id}/index.html"


def document(agency_id: str, document_id: str) -> str:
    return f"{agency_id}/{document_id}/index.html"


def task(agency_id: str, document_id: str, task_id: str) -> str:
    return f"{agency_id}/{document_id}/{task_id}.html"


def results(agency_id: str, document_id: str) -> str:
    """Every task of a document with what came of it."""
    return f"{agency_id}/{document_id}/results.html"


def compare(agency_id: str, document_id: str) -> str:
    """A document beside the one that it continues."""
    return f"{agency_id}/{document_id}/compare.html"


def unit(agency_id: str, unit_id: str) -> str:
    return f"{agency_id}/units/{unit_id}.html"


def policy(policy_id: str) -> str:
    return f"policies/{policy_id}.html"


def topic(topic_id: str) -> str:
    return f"topics/{topic_id}.html"


def unit_year(agency_id: str, unit_id: str, year: str) -> str:
    """The rows of one year of a unit that has too many for one page."""
    return f"{agency_id}/units/{unit_id}/{year}.html"


def topic_agency(topic_id: str, agency_id: str) -> str:
    """The rows of one agency under a topic that has too many for one page."""
    return f"topics/{topic_id}/{agency_id}.html"


def matrix(agency_id: str, document_id: str) -> str:
    """Unit × task of a document."""
    return f"{agency_id}/{document_id}/matrix.html"


def matrix_of_year(agency_id: str, year: str) -> str:
    """Unit × task over a year's documents of an agency."""
    return f"{agency_id}/matrix-{year}.html"


# What falls due, and figures.
INDICATORS = "indicators.html"


def calendar(agency_id: str) -> str:
    return f"{agency_id}/calendar.ics"


def agency_workbook(agency_id: str) -> str:
    """All that the data of an agency say, a sheet a table."""
    return f"{agency_id}/disclosure.xlsx"


def agency_tasks(agency_id: str) -> str:
    return f"{agency_id}/tasks.json"


def unit_calendar(agency_id: str, unit_id: str) -> str:
    return f"{agency_id}/units/{unit_id}.ics"


def agency_feed(agency_id: str) -> str:
    return f"{agency_id}/feed.xml"


def unit_feed(agency_id: str, unit_id: str) -> str:
    return f"{agency_id}/units/{unit_id}.xml"


def policy_feed(policy_id: str) -> str:
    return f"policies/{policy_id}.xml"


def deadlines_month(month: str) -> str:
    """The page of a month, given as 2024-12."""
    return f"deadlines/{month}.html"


def agency_indicators(agency_id: str) -> str:
    return f"{agency_id}/indicators.html"


_FOLLOWING = re.compile(
    r"""(?x)  deadlines/[^/]+  |  topics/[^/]+/[^/]+  |  [^/]+/units/[^/]+/[^/]+
          |  [^/]+/(?:indicators|matrix-\d+)  |  [^/]+/[^/]+/(?:results|matrix|compare)"""
)


def follows(address: str) -> bool:
    """Whether a page is a list of what others hold: it comes and goes with them, and nobody promised it."""
    return bool(_FOLLOWING.fullmatch(address.removesuffix(".html")))


_IN_NAMES = r"[^/<>&\"'\\:]"
PLAIN_NAMES = f"^{_IN_NAMES}+(/{_IN_NAMES}+)*/?$"
"""What every address of the site looks like; `is_address` says which of these are one"""
_NOT_IN_NAMES = frozenset("<>&\"'\\:")


def is_address(text: str) -> bool:
    """Whether a text can be an address of this site: a file by its path from the root, or, ending in /, a
    folder. Names of hand-written pages may be Chinese; they hold no mark-up and lead nowhere else.
    """
    names = text.removesuffix("/").split("/")
    return len(names) <= DEEPEST + 1 and len(text) <= 1000 and all(map(_is_name, names))


def _is_name(name: str) -> bool:
    return (
        name.strip() == name != ""
        and name not in (".", "..")
        and name.isprintable()
        and _NOT_IN_NAMES.isdisjoint(name)
    )


def depth(address: str) -> int:
    """How many folders below the root the page lies."""
    return address.count("/")


def relative(to: str, base: str) -> str:
    """The link from the page at `base` to the page at `to` (which may end in #anchor)."""
    folder, _, name = to.rpartition("/")
    prefix = _between(folder, base.rpartition("/")[0])
    return prefix + name


@lru_cache(maxsize=65536)
def _between(folder: str, base_folder: str) -> str:
    path = posixpath.relpath("/" + folder, "/" + base_folder)
    return "" if path == "." else path + "/"
