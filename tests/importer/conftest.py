"""Fixtures of the tests of the import command."""

from __future__ import annotations

from pathlib import Path

import pytest
from importer_command import TEXT


@pytest.fixture
def original(tmp_path: Path) -> Path:
    file = tmp_path / "要点.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with 芜湖 in it and a long registry of policies."""
    folder = tmp_path / "content"
    (folder / "wuhu").mkdir(parents=True)
    (folder / "pages").mkdir()
    (folder / "pages" / "index.md").write_text("首页", encoding="utf-8")
    (folder / "wuhu" / "agency.yml").write_text(
        "name: 芜湖市应急管理局\naliases: [芜湖市应急局]\nunits: []\n", encoding="utf-8"
    )
    entries = "".join(f"  - id: wenjian-{n}\n    title: 第{n}号文件\n" for n in range(1000))
    (folder / "policies.yml").write_text(f"policies:\n{entries}", encoding="utf-8")
    return folder
