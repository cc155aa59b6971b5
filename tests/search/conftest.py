"""One small site and one browser for all tests of the search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from search_harness import SearchRecord, Site, small_site
from support import PATIENCE


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("search-site")


@pytest.fixture(scope="session")
def records(folder: Path) -> list[SearchRecord]:
    return small_site(folder)


@pytest.fixture
def site(folder: Path, records: list[SearchRecord]) -> Iterator[Site]:
    assert records
    server = Site(folder)
    yield server
    server.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE * 1000)
    errors: list[str] = []
    # A truncated script on a disk is a syntax error to the browser; the page itself says what happened.
    opened.on(
        "pageerror",
        lambda error: None if "Invalid or unexpected token" in str(error) else errors.append(str(error)),
    )
    opened.on("dialog", lambda dialog: (errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield opened
    context.close()
    assert not errors, errors
