"""Nu, the checker of the HTML standard, over a finished site: where Java and vnu.jar are."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.content.markdown_pages import shown_name
from generator.output.render import TEMPLATES
from generator.problems import Problem

PLACE = "VNU_JAR"
"""The variable of the environment that says where vnu.jar is; empty: it is not to be used"""
_BESIDE = Path("node_modules/vnu-jar/build/dist/vnu.jar")  # where npm puts it
_HINT = "程序生成的，请把这句话报告给维护者；手写页面里的，请改 content/pages"


def checker() -> list[str]:
    """The command that checks a folder, or nothing where this machine lacks what it takes."""
    given = os.environ.get(PLACE)
    jar = Path(given) if given is not None else TEMPLATES.parent / _BESIDE
    java = shutil.which("java")
    if not java or given == "" or not jar.is_file():
        return []
    return [java, "-jar", str(jar), "--errors-only", "--skip-non-html", "--format", "json"]


def check_markup(site: Path, command: list[str]) -> list[Problem]:
    """What the pages of a site have against the standard. Raises OSError where the checker cannot be run."""
    done = subprocess.run([*command, str(site)], capture_output=True, text=True, check=False)
    try:
        messages = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError, TypeError) as error:
        raise OSError(None, f"Nu 没有查完（{done.stderr.strip()[-100:]}）", command[2]) from error
    return list(_problems(site, messages))


def _problems(site: Path, messages: list[dict[str, object]]) -> Iterator[Problem]:
    root = site.resolve()
    for one in messages:
        path = Path(unquote(urlsplit(str(one.get("url", ""))).path))
        address = path.relative_to(root) if root in path.parents else path
        line, column = (one.get(name) for name in ("lastLine", "lastColumn"))
        yield Problem(
            shown_name(f"{site.name}/{address}"),
            line if isinstance(line, int) else 0,
            column if isinstance(column, int) else 0,
            f"不合 HTML 标准：{one.get('message', '')}".rstrip("."),
            _HINT,
            severity="error",
            rule="html",
        )
