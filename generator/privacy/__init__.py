"""What a text must not say in public: personal numbers, names beside what is private, marks of secrecy.

Pure: a text in, places out. A finding never holds more in its words than its first two characters.
"""

from __future__ import annotations

from generator.model.secret_kinds import HARD, KINDS, LABEL, PUBLIC, Kind
from generator.privacy.find import findings_in, without_secrets
from generator.privacy.kinds import Secret

__all__ = ["HARD", "KINDS", "LABEL", "PUBLIC", "Kind", "Secret", "findings_in", "without_secrets"]
