"""kill -9 at a hundred moments of a build, and of a publication; a disk that fills up. A reader finds the old
site or the new one, and the next run ends what was begun.
"""

from __future__ import annotations

import multiprocessing
import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import support
from support import PATIENCE, digest, leftovers
from test_output_stopped import Events, _group_members, build_in_child, put_old_back, two_versions
from test_publish import LATER, NEW, OLD, bring, site_of

from generator.output.manifest import Manifest
from generator.publish.folder_place import FolderPlace

pytestmark = pytest.mark.audit
__all__ = ["two_versions"]  # a fixture
MOMENTS = 100


def test_a_build_at_a_hundred_moments(two_versions: tuple[Path, Path, str, str]) -> None:
    root, old_site, old, new = two_versions
    put_old_back(root, old_site)
    events = Events()
    whole = build_in_child(root, events.die_at(0))
    whole.join(PATIENCE)
    all_of_them = events.come.value
    assert all_of_them > MOMENTS
    put_old_back(root, old_site)
    found, killed = [], 0
    for moment in (1 + all_of_them * part // MOMENTS for part in range(MOMENTS)):
        if digest(root / "site") != old:
            put_old_back(root, old_site)
        child = build_in_child(root, events.die_at(moment))
        child.join(PATIENCE)
        # how often a process looks whether another is done differs from run to run: some end before
        assert child.exitcode in (-signal.SIGKILL, 0)
        killed += child.exitcode != 0
        found.append(digest(root / "site"))
    assert killed > MOMENTS * 3 // 4
    assert set(found) <= {old, new}
    for pid in _group_members(root):
        os.kill(pid, signal.SIGKILL)
    last = build_in_child(root)
    last.join(PATIENCE)
    assert digest(root / "site") == new
    assert leftovers(root / "site") == []


def publish_in_child(site: tuple[Path, Manifest, str], www: Path, events: Events, moment: int) -> int | None:
    def work() -> None:
        events.die_at(moment)()
        bring(site, FolderPlace(www))

    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join(PATIENCE)
    return child.exitcode


def test_a_publication_at_a_hundred_moments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.publish.carry._EACH", 2)
    www, events = tmp_path / "www", Events()
    old, new = site_of(tmp_path / "old", OLD), site_of(tmp_path / "new", NEW)
    then = {"new": new, "later": site_of(tmp_path / "later", LATER), "old": old}
    bring(old, FolderPlace(www))
    assert publish_in_child(new, www, events, 0) == 0
    all_of_them = events.come.value
    assert digest(www) == digest(tmp_path / "new")
    for part in range(MOMENTS):
        shutil.rmtree(www)
        bring(old, FolderPlace(www))
        (www / "others.html").write_text("别人的")
        moment = 1 + all_of_them * part // MOMENTS
        assert publish_in_child(new, www, events, moment) == -signal.SIGKILL
        for address in ("index.html", "a/1.html", "data/tasks.json", "b.css"):
            assert (www / address).read_text() in (OLD[address], NEW[address]), (moment, address)
        name = list(then)[part % len(then)]
        bring(then[name], FolderPlace(www))
        assert (www / "others.html").read_text() == "别人的"
        (www / "others.html").unlink()
        assert digest(www) == digest(tmp_path / name), moment


FULL = """
mount -t tmpfs -o size={size}k none disk && cd disk && cp -r ../content ../site_config.yml . &&
build() {{ {python} -m generator build --content content --config site_config.yml --site site; }} &&
build && cp -r site ../before &&
sed -i s/2024年工作要点/2024年工作要点（修订）/ content/jia/2024-yaodian.yml &&
head -c {filler} /dev/zero > filler; build; echo status $?; cp -r site ../after; ls -A > ../left;
rm filler; build && cp -r site ../mended
"""


@pytest.mark.skipif(os.getuid() != 0 or shutil.which("unshare") is None, reason="mounting takes root")
def test_a_disk_that_is_really_full(sound: Path, built_tiny: Path) -> None:
    """A small disk of its own, which the second build fills; with room again the third ends well."""
    (sound / "disk").mkdir()
    taken = sum((p.stat().st_size + 4095) // 4096 * 4 for p in built_tiny.rglob("*") if p.is_file())
    script = FULL.format(size=taken * 3, python=shlex.quote(sys.executable), filler=int(taken * 1.6) * 1024)
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script],
        cwd=sound,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(support.ROOT)},
        timeout=PATIENCE,
        check=False,
    )
    if "mount:" in done.stderr:
        pytest.skip(f"no mounts here: {done.stderr.strip()}")
    assert "status 1" in done.stdout, done.stdout + done.stderr
    assert "磁盘已满" in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(sound / "after") == digest(sound / "before")
    left = set((sound / "left").read_text().split()) - {".gongkai-site"}  # its cache
    assert left == {"content", "filler", "site", "site_config.yml"}
    assert "修订" in (sound / "mended/jia/2024-yaodian/index.html").read_text("utf-8")
