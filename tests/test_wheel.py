"""The wheel: what it holds, and that it builds a folder which has only content/ and site_config.yml."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
import support
from support import ROOT

from generator.build import TEMPLATES, templates_of

PARTS = ("pyproject.toml", "MANIFEST.in", "build_hook.py", "README.md", "generator", "templates", "deploy")
SDIST = "import sys; from setuptools import build_meta; build_meta.build_sdist(sys.argv[1])"
COMMAND = "from importlib.metadata import entry_points; entry_points(name='gongkai')['gongkai'].load()()"


def files_under(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def call(*arguments: object, cwd: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Python on `arguments` in another process; modules under `path` come before the checkout's."""
    environment = {**os.environ, **({"PYTHONPATH": str(path)} if path else {})}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a wheel is made from, apart, to leave the real one clean; with leavings of an earlier build."""
    backend = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    try:
        here = f"setuptools=={version('setuptools')}"
    except PackageNotFoundError:
        here = ""
    if [here] != backend:
        pytest.skip(f"a wheel needs {backend[0]} here: pip install --require-hashes -r requirements-dev.lock")
    folder = tmp_path_factory.mktemp("checkout")
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    old = folder / "build" / "lib" / "generator" / "_templates" / "pages"
    old.mkdir(parents=True)
    for path in (old / "gone.html", old.parents[1] / "gone.py"):
        path.write_text("", "utf-8")
    return folder


@pytest.fixture(scope="module")
def unpacked(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout, as pip lays it down."""
    folder = tmp_path_factory.mktemp("wheel")
    offline = ("--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check")
    made = call("-m", "pip", "wheel", *offline, "--wheel-dir", folder, checkout, cwd=folder)
    assert made.returncode == 0, made.stdout + made.stderr
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site-packages")
    return folder / "site-packages"


def test_the_wheel_holds_package_and_templates_and_nothing_else(unpacked: Path, checkout: Path) -> None:
    package = files_under(unpacked / "generator")
    templates = {f"_templates/{name}": data for name, data in files_under(ROOT / "templates").items()}
    assert package == files_under(checkout / "generator") | templates
    assert [path.name for path in unpacked.iterdir() if path.suffix != ".dist-info"] == ["generator"]


def test_a_source_distribution_holds_what_a_wheel_is_made_from(checkout: Path, tmp_path: Path) -> None:
    made = call("-c", SDIST, tmp_path, cwd=checkout)
    assert made.returncode == 0, made.stdout + made.stderr
    [sdist] = tmp_path.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {member.name.partition("/")[2] for member in archive if member.isfile()}
    sources = ("generator", "templates", "deploy")
    parts = {f"{part}/{name}" for part in sources for name in files_under(checkout / part)}
    assert {"pyproject.toml", "build_hook.py"} | parts <= names


def test_the_installed_command_builds_content_and_configuration(
    unpacked: Path, tmp_path: Path, built_tiny: Path
) -> None:
    """The very site that the checkout makes of it."""
    root = support.copy_sound(tmp_path / "office")
    assert sorted(path.name for path in root.iterdir()) == ["content", "site_config.yml"]
    where = call("-c", "import generator; print(generator.__file__)", cwd=root, path=unpacked)
    assert Path(where.stdout.strip()).is_relative_to(unpacked)
    built = call("-c", COMMAND, "build", cwd=root, path=unpacked)
    assert (built.returncode, built.stderr) == (0, "")
    assert support.differing(root / "site", built_tiny) == []


def test_the_installed_command_says_in_chinese_what_the_folder_lacks(unpacked: Path, tmp_path: Path) -> None:
    root = support.copy_sound(tmp_path / "office")
    shutil.rmtree(root / "content" / "pages")
    built = call("-c", COMMAND, "build", cwd=root, path=unpacked)
    assert built.returncode == 1
    (missing,) = re.findall(r"^content/pages: 错误：缺少手写页面：(.*?)。", built.stderr, re.MULTILINE)
    assert re.findall(r"（(\w+)\.md）", missing) == ["index", "guide", "rules"]
    assert "Traceback" not in built.stderr
    assert not (root / "site").exists()


def test_a_new_file_of_the_installed_command_refers_to_a_schema(unpacked: Path, tmp_path: Path) -> None:
    assert call("-c", COMMAND, "new", "agency", "jia", cwd=tmp_path, path=unpacked).returncode == 0
    agency = tmp_path / "content" / "jia" / "agency.yml"
    schema = agency.parent / agency.read_text("utf-8").splitlines()[0].partition("$schema=")[2]
    before = files_under(schema.parent)
    assert '"name"' in schema.read_text("utf-8")
    shutil.rmtree(schema.parent)
    assert call("-c", COMMAND, "schema", cwd=tmp_path, path=unpacked).returncode == 0
    assert files_under(schema.parent) == before


def test_a_checkout_has_its_templates_beside_the_package(tmp_path: Path) -> None:
    assert TEMPLATES == ROOT / "templates"
    assert templates_of(tmp_path / "generator") == tmp_path / "templates"
