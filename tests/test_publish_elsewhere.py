"""`gongkai publish` to another machine: a real SFTP server, and a stand-in for object storage. Killed half
way and repeated, refused, full, changed by others.

The servers run in folders of their own on ports of this machine. .ci/run installs what they need.
"""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest
from support import PATIENCE, ROOT, Run, copy_sound, digest, needed, plain, run, wait_until
from test_publish import LATER, NEW, OLD, bring, site_of

from generator.cli.publish import Order, _prepared
from generator.output.manifest import Manifest
from generator.problems import ProblemsError
from generator.publish.carry import carry, prepare
from generator.publish.object_place import ObjectPlace
from generator.publish.place import place_at
from generator.publish.steps import JOURNAL

pytestmark = pytest.mark.audit
SSHD, KEYGEN = Path("/usr/sbin/sshd"), shutil.which("ssh-keygen")
STAND_IN = ROOT / ".venv" / "moto" / "bin" / "moto_server"
INSTALL = "：先运行 make .venv/ready-publish .venv/stand-in"


def free_port() -> int:
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        return int(own.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as own:
        return own.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Server:
    """A server that was started here, and what a publisher needs to know of it."""

    port: int
    home: Path
    process: subprocess.Popen[bytes]
    environment: dict[str, str] = field(default_factory=dict)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)


def key(at: Path) -> str:
    """A new key pair; the public half."""
    subprocess.run([str(KEYGEN), "-q", "-t", "ed25519", "-N", "", "-f", str(at)], check=True)
    return at.with_suffix(".pub").read_text()


def sshd(root: Path, *, options: str = "", before: str = "") -> Server:
    """An SFTP server that lets in whoever has the key in home/.ssh; `before` is run first, in namespaces of
    its own."""
    needed(find_spec("paramiko") is not None, f"没有 paramiko{INSTALL}")
    needed(SSHD.exists() and KEYGEN is not None, "没有 sshd：apt-get install openssh-server")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where sshd shuts itself up; a package makes it at boot
    home, port = root / "home", free_port()
    (home / ".ssh").mkdir(parents=True)
    host = key(root / "host_key")
    (root / "authorized_keys").write_text(key(home / ".ssh/id_ed25519"))
    (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{port} {' '.join(host.split()[:2])}\n")
    (root / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {root}/host_key\nPidFile none\n"
        f"AuthorizedKeysFile {root}/authorized_keys\nStrictModes no\nUsePAM no\nPermitRootLogin yes\n"
        f"PasswordAuthentication no\nKbdInteractiveAuthentication no\nLogLevel QUIET\n"
        f"Subsystem sftp internal-sftp {options}\n"
    )
    order = f"exec {SSHD} -D -e -f {root}/sshd_config"
    begin = ["unshare", "-m", "sh", "-c", f"{before} && {order}"] if before else ["sh", "-c", order]
    process = subprocess.Popen(begin, stderr=subprocess.DEVNULL)
    server = Server(port, home, process, {"HOME": str(home)})
    wait_until(lambda: listens(port) or process.poll() is not None)
    if before and process.poll() is not None:
        pytest.skip("no mounts here")
    assert process.poll() is None, "sshd has ended"
    return server


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = sshd(tmp_path_factory.mktemp("sshd"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    needed(find_spec("obstore") is not None, f"没有 obstore{INSTALL}")
    needed(STAND_IN.exists(), f"没有对象存储的替身{INSTALL}")
    port = free_port()
    process = subprocess.Popen(
        [STAND_IN, "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wait_until(lambda: listens(port))
    environment = {
        "AWS_ACCESS_KEY_ID": "office",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ALLOW_HTTP": "true",
    }
    yield Server(port, tmp_path_factory.mktemp("store"), process, environment)
    process.terminate()
    process.wait(PATIENCE)


@pytest.fixture(params=["sftp", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    """A place at either, empty."""
    server: Server = request.getfixturevalue("far" if request.param == "sftp" else "store")
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    if request.param == "sftp":
        www = tmp_path / "www"
        return Elsewhere(f"sftp://{getpass.getuser()}@127.0.0.1:{server.port}{www}", partial(in_folder, www))
    bucket = f"b{tmp_path.parent.name}-{tmp_path.name}".replace("_", "-").lower()[:60].rstrip("-")
    make_bucket(server, bucket)
    return Elsewhere(f"s3://{bucket}/zwgk", partial(in_bucket, f"s3://{bucket}/zwgk"))


@dataclass
class Elsewhere:
    """Where to publish, and a look at what is there."""

    address: str
    look: Callable[[], dict[str, bytes]]

    @property
    def is_sftp(self) -> bool:
        return self.address.startswith("sftp")


def in_folder(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def make_bucket(server: Server, name: str) -> None:
    order = urllib.request.Request(f"http://127.0.0.1:{server.port}/{name}", method="PUT")
    assert urllib.request.urlopen(order, timeout=PATIENCE).status == 200


def in_bucket(address: str) -> dict[str, bytes]:
    there = place_at(address)
    return {name: there.read(name) or b"" for name in there.sizes()}


def publish(root: Path, to: str, *more: object) -> Run:
    paths = ("--content", root / "content", "--config", root / "site_config.yml", "--site", root / "site")
    done = run("publish", *paths, "--to", to, "--time", "2030-01-02T03:04", *more)
    plain(done)
    return done


@pytest.fixture
def office(tmp_path: Path) -> Path:
    root = copy_sound(tmp_path / "office")
    config = root / "site_config.yml"
    config.write_text(config.read_text("utf-8").replace("test.example/", "www.jiaxian.gov.cn/"), "utf-8")
    files = root / "content/pages/公开"
    files.mkdir()
    (files / "表 一#%.txt").write_text("甲\n", "utf-8")
    return root


def test_dry_run_then_all_of_it_then_nothing_new_then_a_change(office: Path, place: Elsewhere) -> None:
    """As a clerk does it: what others put there stays, what they changed is told."""
    assert publish(office, place.address, "--dry-run").status == 0
    assert place.look() == {}
    done = publish(office, place.address)
    assert done.status == 0, done.said
    assert place.look() == in_folder(office / "site")
    assert "与上一次发布的完全相同。" in publish(office, place.address).out
    there = place_at(place.address)
    there.put_text("others/robots.txt", "别人的")
    there.put_text("guide.html", "别人改的")
    page = office / "content/pages/guide.md"
    page.write_text(page.read_text("utf-8") + "\n另：周五不办公。\n", "utf-8")
    done = publish(office, place.address)
    assert done.status == 1
    assert "guide.html: 错误：这个文件不是上一次发布的样子" in done.err
    assert publish(office, place.address, "--overwrite").status == 0
    found = place.look()
    assert found.pop("others/robots.txt") == "别人的".encode()
    assert found == in_folder(office / "site")


# SIGKILL. The publisher is a process of its own, and dies within its n-th change of the place.

DYING = """
import os, signal, sys
from pathlib import Path
from generator.output.manifest import MANIFEST, read_manifest
from generator.publish import carry
from generator.publish.place import place_at

carry._EACH = 2
site, to, left = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
place = place_at(to)

def dying(real):
    def change(*given):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given)
    return change

if to.startswith("sftp"):  # half of the file is there under its hidden name
    fs = place._fs
    def half(local, far, **_):
        global left
        left -= 1
        if left < 0:
            with fs.open(far, "wb") as file:
                file.write(Path(local).read_bytes()[:1])
            os.kill(os.getpid(), signal.SIGKILL)
        return fs.ftp.put(local, far)
    fs.put_file = half
    fs.mv = dying(fs.mv)
else:
    place.put = dying(place.put)
place.put_text, place.remove = dying(place.put_text), dying(place.remove)
manifest = (site / MANIFEST).read_bytes()
carry.carry(carry.prepare(read_manifest(manifest), place), site, manifest.decode(), print)
"""


def die_at(number: int, site: Path, to: str) -> int:
    order = [sys.executable, "-c", DYING, str(site), to, str(number)]
    return subprocess.run(order, cwd=ROOT, timeout=PATIENCE, check=False, capture_output=True).returncode


@pytest.mark.parametrize("then", [NEW, LATER, OLD], ids=["the same", "another", "the old one"])
def test_what_was_killed_half_way_is_taken_up(tmp_path: Path, place: Elsewhere, then: dict[str, str]) -> None:
    """Each file is the old one or the new one at any time, and the home page is among the last to change."""
    sites = {name: site_of(tmp_path / name, files) for name, files in (("old", OLD), ("new", NEW))}
    last = site_of(tmp_path / "then", then)
    for moment in (0, 1, 2, 3, 5, 8, 11):
        bring(sites["old"], place_at(place.address))
        place_at(place.address).put_text("others.html", "别人的")
        assert die_at(moment, sites["new"][0], place.address) == -signal.SIGKILL, moment
        there = place.look()
        for address in ("index.html", "a/1.html", "data/tasks.json"):
            assert there[address].decode() in (OLD[address], NEW[address]), (moment, address)
        if there["index.html"].decode() == NEW["index.html"]:
            assert {a: t.encode() for a, t in NEW.items()}.items() <= there.items(), moment
        bring(last, place_at(place.address))
        there = place.look()
        assert there.pop("others.html") == "别人的".encode()
        assert there == in_folder(tmp_path / "then"), moment
        if place.is_sftp:
            www = tmp_path / "www"
            assert {p.name for p in www.iterdir() if p.is_dir()} == {
                a.partition("/")[0] for a in there if "/" in a
            }, "folders that hold nothing any more are gone"


def test_killed_somewhere_by_another(office: Path, far: Server, tmp_path: Path) -> None:
    """The whole command, from outside, while files go over."""
    www = tmp_path / "www"
    to = f"sftp://{getpass.getuser()}@127.0.0.1:{far.port}{www}"
    paths = (
        "--content",
        office / "content",
        "--config",
        office / "site_config.yml",
        "--site",
        office / "site",
    )
    order = [sys.executable, "-m", "generator", "publish", *map(str, paths), "--to", to]
    environment = {**os.environ, **far.environment, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(order, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    wait_until(lambda: process.poll() is not None or len(list(www.rglob("*.html"))) > 5)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert (www / JOURNAL).is_file()
    assert not (www / "index.html").exists(), "no home page leads into half a site"
    assert not (office / "content/publications.csv").exists()
    done = subprocess.run(order, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "上一次发布没有传完，这一次接着传。" in done.stdout
    assert digest(www) == digest(office / "site")


def test_a_second_publisher_is_noticed(tmp_path: Path, place: Elsewhere) -> None:
    bring(site_of(tmp_path / "old", OLD), place_at(place.address))
    folder, manifest, text = site_of(tmp_path / "new", NEW)
    carriage = prepare(manifest, place_at(place.address))
    bring(site_of(tmp_path / "later", LATER), place_at(place.address))
    with pytest.raises(ProblemsError, match="发布期间，别人也在向这里发布"):
        carry(carriage, folder, text, lambda _: None)


# What refuses


def told(tmp_path: Path, to: str) -> str:
    """What a publication of a small site says, and that nothing of it is a traceback."""
    with pytest.raises(ProblemsError) as raised:
        bring_or_say(site_of(tmp_path / "small", NEW), to)
    return str(raised.value)


def bring_or_say(site: tuple[Path, Manifest, str], to: str) -> None:
    order = Order(Path("content"), Path("c.yml"), site[0], to, datetime.now(UTC))
    _, carriage = _prepared(order, lambda place: prepare(site[1], place))
    carry(carriage, site[0], site[2], lambda _: None)


def test_a_server_whose_key_is_not_known_is_not_trusted(
    tmp_path: Path, far: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor one whose key is another than before: whoever stands between gets nothing."""
    to = f"sftp://{getpass.getuser()}@127.0.0.1:{far.port}{tmp_path}/www"
    home = Path(shutil.copytree(far.home, tmp_path / "home"))
    monkeypatch.setenv("HOME", str(home))
    (home / ".ssh/known_hosts").write_text("")
    assert "打不开发布的地方：~/.ssh/known_hosts 里没有这台服务器" in told(tmp_path, to)
    other = key(tmp_path / "other").split()
    (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{far.port} {' '.join(other[:2])}\n")
    assert "主机密钥与 ~/.ssh/known_hosts 里记的不同" in told(tmp_path, to)
    assert not (tmp_path / "www").exists()


def test_a_key_that_the_server_does_not_take(
    tmp_path: Path, far: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path(shutil.copytree(far.home, tmp_path / "home"))
    (home / ".ssh/id_ed25519").unlink()
    key(home / ".ssh/id_ed25519")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    to = f"sftp://{getpass.getuser()}@127.0.0.1:{far.port}{tmp_path}/www"
    assert "登录没有成功，请核对用户名、密码或密钥" in told(tmp_path, to)


@pytest.mark.parametrize("scheme", ["sftp", "s3"])
def test_nobody_listens(
    tmp_path: Path, scheme: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue("far" if scheme == "sftp" else "store")
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    port = free_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    to = f"sftp://office@127.0.0.1:{port}/www" if scheme == "sftp" else "s3://nobody/zwgk"
    assert "打不开发布的地方：连不上。" in told(tmp_path, to)


def test_a_bucket_that_is_not_there(tmp_path: Path, store: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in store.environment.items():
        monkeypatch.setenv(name, value)
    assert "打不开发布的地方：没有这个存储桶。" in told(tmp_path, "s3://nothing-here/zwgk")


def test_a_server_that_lets_nobody_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = sshd(tmp_path / "sshd", options="-R")
    monkeypatch.setenv("HOME", str(server.home))
    said = told(tmp_path, f"sftp://{getpass.getuser()}@127.0.0.1:{server.port}{tmp_path}")
    server.stop()
    assert "写不进去：没有写入权限。" in said
    assert "那里的网页没有改动" in said


@pytest.mark.skipif(os.getuid() != 0 or shutil.which("unshare") is None, reason="mounting takes root")
def test_a_server_whose_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "disk").mkdir()
    server = sshd(tmp_path / "sshd", before=f"mount -t tmpfs -o size=64k none {tmp_path}/disk")
    monkeypatch.setenv("HOME", str(server.home))
    to = f"sftp://{getpass.getuser()}@127.0.0.1:{server.port}{tmp_path}/disk/www"
    small = site_of(tmp_path / "small", NEW)
    bring(small, place_at(to))
    big = site_of(tmp_path / "big", {**NEW, "a/4.html": "四", "a/5.html": "五" * 100_000})
    with pytest.raises(ProblemsError) as raised:
        bring_or_say(big, to)
    assert "磁盘已满" in str(raised.value)
    assert "再运行一次同样的命令" in str(raised.value)
    bring(small, place_at(to))  # less of it goes
    assert in_bucket(to) == in_folder(tmp_path / "small")
    server.stop()


def test_a_folder_that_is_a_link_is_not_written_through(
    tmp_path: Path, far: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(far.home))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "www").mkdir()
    (tmp_path / "www/a").symlink_to(tmp_path / "elsewhere")
    said = told(tmp_path, f"sftp://{getpass.getuser()}@127.0.0.1:{far.port}{tmp_path}/www")
    assert "a 是一个链接，不是目录" in said
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_browsers_are_told_what_each_object_is(office: Path, place: Elsewhere) -> None:
    """Without its type a page would be saved and not shown."""
    if place.is_sftp:
        pytest.skip("a web server tells the types of files: deploy/")
    assert publish(office, place.address).status == 0
    there = place_at(place.address)
    assert isinstance(there, ObjectPlace)
    for name, kind in (
        ("index.html", "text/html; charset=utf-8"),
        ("assets/gongkai.css", "text/css; charset=utf-8"),
        ("assets/gongkai.js", "text/javascript; charset=utf-8"),
        ("data/tasks.json", "application/json; charset=utf-8"),
        ("jia/calendar.ics", "text/calendar; charset=utf-8"),
    ):
        said = there._store.get(name).attributes
        assert (said["Content-Type"], said["Cache-Control"]) == (kind, "no-cache")
