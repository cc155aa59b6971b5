"""The command as a process of its own: any locale, any name of a file, a signal at any time."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import support
from support import AGENCY, write


def process(
    *arguments: object, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd or support.ROOT,
        timeout=support.PATIENCE,
        env=os.environ | {"PYTHONPATH": str(support.ROOT)} | environment,
    )


def test_python_m_generator(tmp_path: Path) -> None:
    done = process("check", cwd=support.copy_sound(tmp_path / "x"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "没有发现问题。\n", "")


@pytest.mark.parametrize("language", ["C", "zh_CN.UTF-8", "en_US.UTF-8"])
def test_it_speaks_chinese_under_any_locale(language: str) -> None:
    done = process("bogus", LC_ALL=language, LANG=language)
    assert done.returncode == 2
    assert "没有命令 bogus" in done.stderr


def test_names_of_files_in_no_known_encoding(tmp_path: Path) -> None:
    """A folder unpacked from a Windows archive: GBK in the name."""
    content = write(tmp_path / "content", {"jia/agency.yml": AGENCY})
    with open(os.fsencode(content / "jia") + b"/\xc4\xea.yml", "w") as file:
        file.write("x")
    for form in ("text", "json", "github"):
        done = process("check", "--content", content, "--format", form, PYTHONIOENCODING="utf-8")
        assert done.returncode == 1
        assert "文件名不能作地址" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_the_program_is_installed() -> None:
    program = Path(sys.executable).parent / "gongkai"
    assert program.exists(), "no gongkai beside this python: run make"
    done = subprocess.run(
        [program, "--help"], capture_output=True, text=True, check=False, timeout=support.PATIENCE
    )
    assert done.returncode == 0
    assert done.stdout.startswith("用法：")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_end_of_serve_says_what_lies_in_the_site(tmp_path: Path, number: signal.Signals) -> None:
    """It is a preview, and its end is no failure."""
    root = support.copy_sound(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = (
        "import signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from generator.cli.main import main\n"
        f"main(['serve', '--port', '{port}'])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-u", "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(support.ROOT)},
    ) as serve:
        assert serve.stdout
        while "请在浏览器打开" not in (line := serve.stdout.readline()):
            assert line
        serve.send_signal(number)
        out, err = serve.communicate(timeout=support.PATIENCE)
    assert (serve.returncode, err) == (0, "")
    assert out.startswith("预览已停止。预览写进 site 的网页含草稿，没有供下载的文件；要公开，请先运行 ")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("module", ["click", "generator.problems", "generator.cli.chinese_click"])
def test_a_signal_while_it_is_still_loading(number: signal.Signals, module: str) -> None:
    """A sentence and status 1, as later; no traceback."""
    code = (
        "import builtins, os, signal, sys\n"
        # a run in the background inherits it ignored
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from generator.cli.main import main\n"
        f"assert {module!r} not in sys.modules\n"
        "load = builtins.__import__\n"
        "def loading(name, *more):\n"
        f"    if name == {module!r}: os.kill(os.getpid(), {int(number)})\n"
        "    return load(name, *more)\n"
        "builtins.__import__ = loading\n"
        "main(['check'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=support.ROOT,
        timeout=support.PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "已中止。\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build"], "已中止，网站没有改动。\n"),
        (["check"], "已中止。\n"),
        (["import", "/etc/hostname"], "已中止。\n"),
    ],
)
def test_an_interruption_while_the_program_loads_is_no_traceback(
    tmp_path: Path, arguments: list[str], says: str
) -> None:
    code = (
        "import functools, os, signal, sys\n"
        "from generator.cli.main import main\n"
        "import generator.cli.commands\n"
        "real = functools.cached_property.__set_name__\n"
        "def interrupted(self, owner, name):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    real(self, owner, name)\n"
        "functools.cached_property.__set_name__ = interrupted\n"
        "main(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        timeout=support.PATIENCE,
    )
    assert (done.returncode, done.stderr) == (1, says)
