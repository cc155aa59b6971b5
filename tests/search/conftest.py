"""One small site and one browser for all tests of the search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from search_harness import CHROMIUM, SearchRecord, Site, browser, small_site


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("search-site")


@pytest.fixture(scope="session")
def records(folder: Path) -> list[SearchRecord]:
    return small_site(folder)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip("没有 /usr/bin/chromium，浏览器测试跳过")
    with browser() as found:
        yield found


@pytest.fixture
def site(folder: Path, records: list[SearchRecord]) -> Iterator[Site]:
    server = Site(folder)
    yield server
    server.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("dialog", lambda dialog: (errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield opened
    context.close()
    assert not errors, errors
