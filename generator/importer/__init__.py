"""The importer: a raw government text in, a draft of structured YAML out, and an account of every
character."""

from __future__ import annotations

from generator.importer.lines import UnreadableError
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source, import_text

__all__ = ["Imported", "UnreadableError", "import_source", "import_text"]
