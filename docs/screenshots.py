"""Take the pictures in the README: `make screenshots` (needs Chromium)."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = {
    "task.png": ("linxiang/2024-zeren-fenjie/1.html", 1280, 900),
    "task-phone.png": ("linxiang/2024-zeren-fenjie/1.html", 390, 900),
}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]


def main() -> None:
    chromium = shutil.which("chromium")
    if chromium is None or not (ROOT / "site").is_dir():
        sys.exit("needs Chromium, and `make site` first")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for name, (address, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto((ROOT / "site" / address).as_uri())
            page.screenshot(path=ROOT / "docs" / name)
        browser.close()


if __name__ == "__main__":
    main()
