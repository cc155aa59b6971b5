"""Every page lives under a strict Content-Security-Policy, and lives: nothing of its own is refused."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from support import build, copy_sound, new_page

from generator.output.policy import policy_of, with_policy

POLICY = "Content-Security-Policy"
SAID = "Content Security Policy"  # in what Chromium says of a breach


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_sound(tmp_path_factory.mktemp("policy"))
    (root / "content/pages/old.html").write_text("<meta charset=utf-8><script>1</script>", "utf-8")
    assert build(root).status == 0
    return root / "site"


def test_every_page_names_the_sums_of_what_stands_inline_and_of_nothing_else(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if path.name != "old.html"]
    assert len(pages) > 20
    for path in pages:
        page = LexborHTMLParser(path.read_text("utf-8"))
        (tag,) = page.css(f"meta[http-equiv={POLICY}]")
        policy = tag.attributes["content"] or ""
        inline = [node.text(deep=True) for node in page.css("script:not([src]):not([type]), style")]
        sums = {b64encode(sha256(text.encode()).digest()).decode() for text in inline if text.strip()}
        assert set(re.findall(r"'sha256-(.+?)'", policy)) == sums, path
        assert "unsafe" not in policy
        assert not re.search(r"https?:|\*", policy)
        assert page.css("[style], [onclick], [onload]") == []


def test_a_page_that_was_put_there_stays_as_it_is(site: Path) -> None:
    assert (site / "old.html").read_text("utf-8") == "<meta charset=utf-8><script>1</script>"


def test_data_in_a_script_has_no_sum() -> None:
    assert "sha256" not in policy_of(
        '<script type="application/ld+json">{}</script><script src="a"></script>'
    )
    assert "sha256" in policy_of("<script>1</script>")
    assert with_policy("<p>x") == "<p>x"


def test_a_browser_refuses_nothing_of_ours_and_everything_else(site: Path, browser: Any) -> None:
    """From a disk, too: there the site is its own origin as well."""
    home = (site / "index.html").read_text("utf-8")
    evil = site / "evil.html"
    evil.write_text(home.replace("</body>", "<script>document.title = '坏'</script></body>"), "utf-8")
    page = new_page(browser)
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    for name in ("index.html", "search.html?q=储备", "404.html", "guide.html", "jia/2024-yaodian/1.html"):
        page.goto(f"{site.as_uri()}/{name}")
    page.goto(f"{site.as_uri()}/search.html?q=储备")
    page.wait_for_selector("[data-search-hit]")
    assert [text for text in told if SAID in text] == []
    page.goto(evil.as_uri())
    assert page.title() != "坏"
    assert any(SAID in text for text in told)
    page.close()
    evil.unlink()
