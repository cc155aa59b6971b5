"""The importer: a raw government text in, a draft of structured YAML out, and an account of every character."""

from __future__ import annotations

from generator.importer.core import import_source, import_text
from generator.importer.imported import Imported
from generator.importer.lines import UnreadableError

__all__ = ["Imported", "UnreadableError", "import_source", "import_text"]
