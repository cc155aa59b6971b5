"""Everything that a PDF says, wherever it stands: its text, its properties, its notes. For those who look for
what must not be published; order and tables do not matter to them.
"""

from __future__ import annotations

import io
import logging
from typing import Any, NamedTuple

from generator.importer.lines import UnreadableError

_MOST_PAGES = 2000
_OF_PERSONS = ("Author", "Manager")


class PdfSaid(NamedTuple):
    """The text page by page, properties and notes a line each."""

    text: str
    properties: str
    notes: str
    authors: tuple[str, ...]


def said_by_pdf(data: bytes, name: str) -> PdfSaid:
    """Read all words. Raises UnreadableError for a file that is protected, damaged or too large."""
    import pdfplumber

    from generator.importer.readers.pdf_guard import bounded

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with bounded(len(data)), pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > _MOST_PAGES:
                raise UnreadableError(f"{name} 超过 {_MOST_PAGES} 页")
            properties = {key: str(value) for key, value in (pdf.metadata or {}).items() if value}
            notes = [_words(one.get("contents")) for page in pdf.pages for one in page.annots]
            texts = []
            for page in pdf.pages:
                texts.append(page.extract_text() or "")
                page.close()
    except (UnreadableError, ImportError):
        raise
    except Exception as error:  # pdfminer raises many kinds for a damaged file
        raise UnreadableError(f"{name} 读不出来") from error
    authors = tuple(properties[key].strip() for key in _OF_PERSONS if key in properties)
    return PdfSaid("\n".join(texts), "\n".join(properties.values()), "\n".join(filter(None, notes)), authors)


def _words(contents: Any) -> str:
    if isinstance(contents, bytes):
        return contents.decode("utf-16" if contents[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8", "replace")
    return str(contents or "")
