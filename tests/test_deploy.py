"""deploy/: nginx and Apache take these files, three lines changed, and serve a site as they say."""

from __future__ import annotations

import gzip
import re
import shutil
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from typing import NamedTuple

import pytest
from support import PATIENCE, ROOT, needed, wait_until
from test_publish_elsewhere import free_port, listens

pytestmark = pytest.mark.audit
DEPLOY = ROOT / "deploy"
NGINX, APACHE = Path("/usr/sbin/nginx"), Path("/usr/sbin/apache2")
MODULES = Path("/usr/lib/apache2/modules")


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Served(NamedTuple):
    """A site behind one of the two."""

    address: str
    www: Path

    def get(self, path: str, **headers: str) -> Answer:
        order = urllib.request.Request(
            f"{self.address}/{path}", headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        try:
            answer: HTTPResponse | urllib.error.HTTPError = urllib.request.urlopen(
                order, timeout=PATIENCE, context=context
            )
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return Answer(
                answer.status or 0, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
            )


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """What an office changes; each must be there."""
    for old, new in pairs:
        text, count = re.subn(old, new, text, count=1, flags=re.M)
        assert count, old
    return text


def certificate(root: Path) -> None:
    order = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    files = ["-keyout", str(root / "key.pem"), "-out", str(root / "cert.pem")]
    subprocess.run(["openssl", *order.split(), *files], check=True, capture_output=True)


def nginx(root: Path, www: Path, port: int) -> list[str]:
    needed(NGINX.exists(), "没有 nginx：apt-get install nginx-light")
    server = replaced(
        (DEPLOY / "nginx.conf").read_text("utf-8"),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        (r"ssl_certificate /\S+;", f"ssl_certificate {root}/cert.pem;"),
        (r"ssl_certificate_key /\S+;", f"ssl_certificate_key {root}/key.pem;"),
        (r"root /\S+;", f"root {www};"),
    )
    places = "".join(
        f"{name}_temp_path {root}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (root / "nginx.conf").write_text(
        f"daemon off;\npid {root}/pid;\nerror_log {root}/error.log;\nuser root;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{places}{server}}}\n"
    )
    return [str(NGINX), "-c", str(root / "nginx.conf"), "-p", str(root)]


def apache(root: Path, www: Path, port: int) -> list[str]:
    needed(APACHE.exists(), "没有 apache2：apt-get install apache2-bin")
    text = (DEPLOY / "apache.conf").read_text("utf-8")
    asked = re.search(r"需要的模块（a2enmod）：(.+)", text)
    assert asked
    modules = ["mpm_event", "authn_core", "authz_core", "socache_shmcb", *asked[1].split()]
    host = replaced(
        text,
        (r"<VirtualHost \*:443>", f"<VirtualHost 127.0.0.1:{port}>"),
        (r"SSLCertificateFile \S+", f"SSLCertificateFile {root}/cert.pem"),
        (r"SSLCertificateKeyFile \S+", f"SSLCertificateKeyFile {root}/key.pem"),
        (r"DocumentRoot \S+", f"DocumentRoot {www}"),
        (r"<Directory \S+>", f"<Directory {www}>"),
    )
    loads = "".join(
        f"LoadModule {name}_module {MODULES}/mod_{name}.so\n"
        for name in modules
        if (MODULES / f"mod_{name}.so").exists()
    )
    (root / "apache.conf").write_text(
        f"ServerRoot {root}\nServerName localhost\nPidFile {root}/pid\nErrorLog {root}/error.log\n"
        f"Listen 127.0.0.1:{port}\n{loads}TypesConfig /dev/null\nMutex file:{root}\n"
        f"<Directory />\nRequire all denied\nAllowOverride None\n</Directory>\n{host}"
    )
    return [str(APACHE), "-D", "FOREGROUND", "-f", str(root / "apache.conf")]


@pytest.fixture(scope="module", params=[nginx, apache], ids=["nginx", "apache"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, built_tiny: Path
) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("server")
    for above in (root, *root.parents[:2]):
        above.chmod(0o755)
    www = Path(shutil.copytree(built_tiny, root / "www"))
    (www / ".gongkai-1234").write_text("传到一半", "utf-8")
    (www / ".well-known").mkdir()
    (www / ".well-known/security.txt").write_text("Contact: mailto:a@b.cn\n")
    (www / "data/a.sqlite").write_bytes(b"SQLite")
    (www / "data/a.jsonld").write_text("{}")
    (www / "data/a.xlsx").write_bytes(b"PK")
    page = www / "guide.html"
    (www / "guide.html.gz").write_bytes(gzip.compress(page.read_bytes() + b"<!-- packed -->"))
    certificate(root)
    port = free_port()
    process = subprocess.Popen(request.param(root, www, port), stderr=subprocess.PIPE, text=True)
    wait_until(lambda: listens(port) or process.poll() is not None)
    assert process.poll() is None, process.communicate()[1]
    yield Served(f"https://127.0.0.1:{port}", www)
    process.terminate()
    process.wait(PATIENCE)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("jia/", "text/html; charset=utf-8"),
        ("guide.html", "text/html; charset=utf-8"),
        ("assets/gongkai.css", "text/css; charset=utf-8"),
        ("assets/gongkai.js", "text/javascript; charset=utf-8"),
        ("data/tasks.json", "application/json; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("jia/calendar.ics", "text/calendar; charset=utf-8"),
        ("data/files.txt", "text/plain; charset=utf-8"),
        ("data/a.jsonld", "application/ld+json; charset=utf-8"),
        ("data/tasks.jsonl", "application/jsonl; charset=utf-8"),
        ("data/tasks.csv", "text/csv; charset=utf-8"),
        ("data/a.sqlite", "application/vnd.sqlite3"),
        ("data/a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_files_are_served_as_what_they_are(served: Served, path: str, kind: str) -> None:
    found = served.get(path)
    assert (found.status, found.headers["content-type"].replace('"', "").lower()) == (200, kind)
    address = f"{path}index.html" if path.endswith("/") or not path else path
    assert found.body == (served.www / address).read_bytes()


@pytest.mark.parametrize("path", ["", "guide.html", "no/such/page.html"])
def test_the_headers_that_a_page_cannot_carry(served: Served, path: str) -> None:
    headers = served.get(path).headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy, "the sums of what is inline stand in the page"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["strict-transport-security"].startswith("max-age=")
    assert headers["cache-control"] == "no-cache"
    assert "referrer-policy" in headers
    assert "permissions-policy" in headers


@pytest.mark.parametrize(
    "path", ["no.html", "jia/no/such.html", "assets/", ".gongkai-1234", ".git/config", "jia/.htaccess"]
)
def test_what_is_not_there_is_our_page_with_its_status(served: Served, path: str) -> None:
    found = served.get(path)
    assert found.status == 404 or (path == "assets/" and found.status == 403)
    assert "没有这个页面" in found.body.decode()
    assert "传到一半" not in found.body.decode()


def test_what_is_agreed_upon_as_well_known_is_shown(served: Served) -> None:
    assert served.get(".well-known/security.txt").status == 200


def test_a_page_is_sent_again_only_when_it_has_changed(served: Served) -> None:
    tag = served.get("index.html").headers["etag"]
    assert served.get("index.html", If_None_Match=tag).status == 304
    page = served.www / "index.html"
    before = page.read_bytes()
    page.write_bytes(before + b" ")
    assert served.get("index.html", If_None_Match=tag).status == 200
    page.write_bytes(before)


def test_what_was_packed_is_sent_packed(served: Served) -> None:
    packed = served.get("guide.html", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-type"].replace('"', "").lower() == "text/html; charset=utf-8"
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert gzip.decompress(packed.body).endswith(b"<!-- packed -->")
    assert b"<!-- packed -->" not in served.get("guide.html").body


@pytest.mark.parametrize("path", ["search.html", "data/tasks.json", "assets/gongkai.css"])
def test_what_was_not_packed_is_packed_on_the_way(served: Served, path: str) -> None:
    packed = served.get(path, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == (served.www / path).read_bytes()
