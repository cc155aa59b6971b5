"""Picture a site for the eye: `python docs/contact_sheets.py [SITE] [ADDRESS …]` (needs Chromium).

Of each address, else of one page of each folder, a sheet in build/looks: 390 px and 1280 px wide,
each light, dark and in 长者模式. SITE is site/ unless given.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = (390, 1280)
MODES = ("light", "dark", "elder")
MOST = 3000  # pixels of a page from its top
_GAP = 12
_ELDER = "localStorage.setItem('gk-reading', '[\"elder\"]')"


def main() -> None:
    chromium = shutil.which("chromium")
    site, *addresses = sys.argv[1:] or [str(ROOT / "site")]
    if chromium is None or not Path(site).is_dir():
        sys.exit("needs Chromium, and `make site` first")
    out = ROOT / "build" / "looks"
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for address in addresses or _one_of_each_folder(Path(site)):
            pictures = [
                _picture(browser, Path(site), address, width, mode) for width in WIDTHS for mode in MODES
            ]
            _beside(pictures).save(out / f"{address.replace('/', '~')}.png")
        browser.close()


def _one_of_each_folder(site: Path) -> list[str]:
    """All pages at the root, and of each folder its index and the largest page beside it."""
    found = set(site.glob("*.html"))
    for folder in {page.parent for page in site.rglob("*.html")} - {site}:
        pages = sorted(folder.glob("*.html"), key=lambda page: page.stat().st_size)
        found |= {pages[-1], *(page for page in pages if page.name == "index.html")}
    return sorted(page.relative_to(site).as_posix() for page in found)


def _picture(browser: Any, site: Path, address: str, width: int, mode: str) -> Image.Image:
    scheme = "dark" if mode == "dark" else "light"
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    if mode == "elder":
        page.add_init_script(_ELDER)
    page.goto((site.resolve() / address).as_uri(), wait_until="networkidle")
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    page.close()
    return taken.crop((0, 0, width, min(taken.height, MOST)))


def _beside(pictures: list[Image.Image]) -> Image.Image:
    width = sum(picture.width + _GAP for picture in pictures)
    sheet = Image.new("RGB", (width, max(picture.height for picture in pictures)), "#888")
    left = 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width + _GAP
    return sheet


if __name__ == "__main__":
    main()
