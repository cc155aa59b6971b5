"""Write the table of the checks into docs/checks.md: `make rules`."""

from __future__ import annotations

from pathlib import Path

from generator.checks.table import with_table

DOCUMENT = Path(__file__).with_name("checks.md")

if __name__ == "__main__":
    DOCUMENT.write_text(with_table(DOCUMENT.read_text("utf-8")), "utf-8")
