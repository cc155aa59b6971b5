"""`gongkai publish`: only what is right goes out, in an order without dead links, and can be resumed."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from support import Run, copy_sound, digest, run

from generator.content.addresses import read_addresses
from generator.output.manifest import MANIFEST, Manifest, Sum, manifest_json
from generator.problems import ProblemsError
from generator.publish import steps as stepping
from generator.publish.carry import carry, prepare
from generator.publish.far import as_place_error, without_password
from generator.publish.folder_place import FolderPlace
from generator.publish.place import Place, place_at
from generator.publish.records import publications
from generator.publish.refused import PlaceError, words_of_reading, words_of_writing
from generator.publish.steps import JOURNAL, PROGRESS, Step


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A sound site with an address of its own, as an office has set it up."""
    copy_sound(tmp_path)
    config = tmp_path / "site_config.yml"
    config.write_text(config.read_text("utf-8").replace("test.example/", "www.jiaxian.gov.cn/"), "utf-8")
    return tmp_path


def publish(root: Path, *more: object) -> Run:
    return run(
        "publish",
        *("--content", root / "content"),
        *("--config", root / "site_config.yml"),
        *("--site", root / "site"),
        *("--to", root / "www"),
        *("--time", "2030-01-02T03:04"),
        *more,
    )


def same(one: Path, other: Path) -> bool:
    return digest(one) == digest(other)


def test_the_first_time_everything_goes_out_and_is_remembered(office: Path) -> None:
    done = publish(office)
    assert done.status == 0, done.said
    assert same(office / "site", office / "www")
    assert "新增" in done.out
    addresses = read_addresses(office / "content/addresses.txt")
    assert {"index.html", "jia/index.html"} <= {one.address for one in addresses}
    assert all((office / "www" / one.address).is_file() for one in addresses)
    (line,) = publications(office / "content")
    assert line.time == "2030-01-02T03:04:00+08:00"
    assert line.revision == json.loads((office / "www" / MANIFEST).read_text("utf-8"))["revision"]
    assert line.revision in done.out


def test_a_second_time_nothing_is_new(office: Path) -> None:
    assert publish(office).status == 0
    before = digest(office / "content")
    done = publish(office)
    assert done.status == 0
    assert "与上一次发布的完全相同。" in done.out
    assert digest(office / "content") == before


def test_a_dry_run_changes_nothing(office: Path) -> None:
    before = digest(office / "content")
    done = publish(office, "--dry-run")
    assert done.status == 0, done.said
    assert "试运行到此为止" in done.out
    assert not (office / "www").exists()
    assert digest(office / "content") == before


def test_changes_are_named_and_what_others_put_there_stays(office: Path) -> None:
    extra = office / "content/pages/extra.md"
    extra.write_text("# 临时通知\n\n明天停电。\n", "utf-8")
    (office / "content/moved.yml").unlink(missing_ok=True)
    assert publish(office).status == 0
    (office / "www/robots.txt").write_text("User-agent: *\n")
    extra.unlink()
    (office / "content/moved.yml").write_text(
        "moved:\n  - {address: extra.html, reason: 已经过期}\n", "utf-8"
    )
    page = office / "content/pages/guide.md"
    page.write_text(page.read_text("utf-8") + "\n另：周五不办公。\n", "utf-8")
    done = publish(office)
    assert done.status == 0, done.said
    assert "  guide.html" in done.out
    assert "周五不办公" in (office / "www/guide.html").read_text("utf-8")
    assert (office / "www/robots.txt").read_text() == "User-agent: *\n"
    assert (office / "www/extra.html").is_file()  # the notice of its withdrawal
    assert len(publications(office / "content")) == 2


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (
            lambda root: (root / "site_config.yml").write_text(
                (root / "site_config.yml").read_text("utf-8").replace("jiaxian.gov.cn", "example.gov.cn"),
                "utf-8",
            ),
            "site_config.yml: 错误：site_url 还是样板的内容",
        ),
        (
            lambda root: (root / "content/pages/guide.md").write_text("# 指南\n\n（待补）\n", "utf-8"),
            "guide.md:3:1: 错误：这里还写着“待补”",
        ),
        (
            lambda root: (root / "content/topics.yml").write_bytes(
                (root / "content/topics.yml").read_bytes() + "# 请核对：名称\n".encode()
            ),
            "这里还留着“# 请核对”的说明",
        ),
        (lambda root: (root / "content/jia/x.yml").write_text("title: [", "utf-8"), "x.yml:1:"),
        (
            lambda root: (root / "content/pages/guide.md").write_text(
                "# 指南\n\n联系电话：待补充\n", "utf-8"
            ),
            "guide.md:3:6: 错误：这里还写着“待补”",
        ),
    ],
)
def test_what_is_not_ready_stops_it(office: Path, spoil: object, words: str) -> None:
    assert callable(spoil)
    spoil(office)
    done = publish(office)
    assert done.status == 1
    assert words in done.err
    assert not (office / "www").exists()
    assert not (office / "content/publications.csv").exists()


def test_what_is_no_gap_and_what_is_no_more_than_a_draft_stops_nothing(office: Path) -> None:
    page = office / "content/pages/guide.md"
    page.write_text(page.read_text("utf-8") + "\n## 请核对材料\n\n缺口待补充人员到位后公布。\n", "utf-8")
    (office / "content/jia/2025-cao.yml").write_text(
        "# 由导入生成，请对照原文核对后发布\nstatus: 草稿\ntitle: （待补标题）\nkind: plan\nperiod: 2025\n"
        "text: full  # 请核对：全文还是摘编\nsource: {publisher: 甲局}\nsections: []\n",
        "utf-8",
    )
    done = publish(office)
    assert done.status == 0, done.said


def test_a_gap_is_told_once(office: Path) -> None:
    plan = office / "content/jia/2024-yaodian.yml"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("title: 管好储备粮", "title: （待补标题）  # 请核对：标题"), "utf-8")
    done = publish(office)
    told = [line for line in done.err.splitlines() if "2024-yaodian.yml:" in line]
    assert (done.status, len(told)) == (1, 2), told
    assert ["占位文字" in told[0], "这里还留着“# 请核对”的说明" in told[1]] == [True, True]


def test_a_number_is_told_where_it_is_written_and_not_once_more_in_the_finished_files(office: Path) -> None:
    plan = office / "content/jia/2024-yaodian.yml"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("title: 管好储备粮", "title: 管好储备粮，电话13900001234"), "utf-8")
    done = publish(office)
    assert (done.status, done.err.count("手机号码")) == (0, 1), done.err
    assert "2024-yaodian.yml:" in next(line for line in done.err.splitlines() if "手机号码" in line)


@pytest.mark.parametrize("to", ["site", "site/www", "content", "."])
def test_the_place_is_not_the_site_nor_its_sources(office: Path, to: str) -> None:
    done = publish(office, "--to", office / to)
    assert (done.status, "重叠" in done.err) == (1, True), done.said


def test_a_file_that_somebody_else_has_changed_is_left_and_told(office: Path) -> None:
    assert publish(office).status == 0
    page = office / "www/guide.html"
    page.write_text("别人改的", "utf-8")
    before = digest(office / "www")
    source = office / "content/pages/guide.md"
    source.write_text(source.read_text("utf-8") + "\n另：周五不办公。\n", "utf-8")
    done = publish(office)
    assert done.status == 1
    assert "guide.html: 错误：这个文件不是上一次发布的样子" in done.err
    assert digest(office / "www") == before
    assert publish(office, "--overwrite").status == 0
    assert same(office / "site", office / "www")


def test_a_foreign_file_in_the_way_of_a_new_one_is_left_and_told(office: Path) -> None:
    (office / "www").mkdir()
    (office / "www/index.html").write_text("老网站的首页", "utf-8")
    done = publish(office)
    assert (done.status, "index.html: 错误：" in done.err) == (1, True)
    assert (office / "www/index.html").read_text("utf-8") == "老网站的首页"


def test_a_file_that_is_gone_from_the_place_comes_back(office: Path) -> None:
    assert publish(office).status == 0
    (office / "www/guide.html").unlink()
    assert publish(office).status == 0
    assert same(office / "site", office / "www")


def test_a_folder_behind_a_link_is_not_written_through(office: Path) -> None:
    """Somebody has put a link in the place of a folder of the site: it may lead anywhere."""
    (office / "elsewhere").mkdir()
    (office / "www").mkdir()
    (office / "www/jia").symlink_to(office / "elsewhere")
    done = publish(office)
    assert done.status == 1
    assert list((office / "elsewhere").iterdir()) == []
    assert "Traceback" not in done.said


# Half way


class Dying(FolderPlace):
    """Dies at the nth change."""

    def __init__(self, folder: Path, changes: int) -> None:
        super().__init__(folder)
        self.left = changes

    def _lives(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt

    def put(self, address: str, source: Path) -> None:
        self._lives()
        super().put(address, source)

    def put_text(self, address: str, text: str) -> None:
        self._lives()
        super().put_text(address, text)

    def remove(self, address: str) -> None:
        self._lives()
        super().remove(address)


def site_of(folder: Path, files: dict[str, str]) -> tuple[Path, Manifest, str]:
    """A folder with these files and their manifest."""
    shutil.rmtree(folder, ignore_errors=True)
    place = FolderPlace(folder)
    for address, text in files.items():
        place.put_text(address, text)
    manifest = Manifest({a: place.sum_at(a, len(t.encode())) for a, t in files.items()})
    place.put_text(MANIFEST, manifest_json(manifest))
    return folder, manifest, manifest_json(manifest)


OLD = {"index.html": "旧", "a/1.html": "一", "a/2.html": "二", "data/tasks.json": "{}", "b.css": "b"}
NEW = {"index.html": "新", "a/1.html": "壹", "a/3.html": "三", "data/tasks.json": "[]", "b.css": "b"}
LATER = {"index.html": "更新", "a/1.html": "一", "a/4.html": "四", "data/tasks.json": "{}", "b.css": "c"}


def bring(site: tuple[Path, Manifest, str], place: Place) -> None:
    folder, manifest, text = site
    carry(prepare(manifest, place), folder, text, lambda _: None)


@pytest.mark.parametrize("after", range(14))
@pytest.mark.parametrize("then", [NEW, LATER, OLD], ids=["the same", "another", "the old one"])
def test_what_broke_off_anywhere_is_taken_up(
    tmp_path: Path, after: int, then: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.publish.carry._EACH", 2)
    www = tmp_path / "www"
    bring(site_of(tmp_path / "old", OLD), FolderPlace(www))
    (www / "others.html").write_text("别人的")
    broke = False
    try:
        bring(site_of(tmp_path / "new", NEW), Dying(www, after))
    except KeyboardInterrupt:
        broke = True
    assert broke == (after < 12)
    for address in ("index.html", "a/1.html"):
        assert (www / address).read_text() in (OLD[address], NEW[address])
    bring(site_of(tmp_path / "then", then), FolderPlace(www))
    assert (www / "others.html").read_text() == "别人的"
    (www / "others.html").unlink()
    assert same(tmp_path / "then", www)


def test_the_order_is_new_changed_lists_manifest_home_removals() -> None:
    def sums(files: dict[str, str]) -> dict[str, Sum]:
        return {address: Sum(len(text), text) for address, text in files.items()}

    old, new = sums(OLD), sums(NEW)
    may = stepping.may_of(Manifest(old))
    there = {address: found.size for address, found in old.items()}
    assert stepping.steps(may, new, there) == [
        Step("put", "a/3.html"),
        Step("put", "a/1.html"),
        Step("put", "data/tasks.json"),
        Step("put", MANIFEST),
        Step("put", "index.html"),
        Step("remove", "a/2.html"),
    ]
    assert stepping.steps(may, old, there) == []


def test_a_second_publisher_is_noticed(tmp_path: Path) -> None:
    www = tmp_path / "www"
    bring(site_of(tmp_path / "old", OLD), FolderPlace(www))
    folder, manifest, text = site_of(tmp_path / "new", NEW)
    carriage = prepare(manifest, FolderPlace(www))
    bring(site_of(tmp_path / "later", LATER), FolderPlace(www))
    with pytest.raises(ProblemsError, match="发布期间，别人也在向这里发布"):
        carry(carriage, folder, text, lambda _: None)


def test_a_full_place_is_told_before_anything_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FolderPlace, "room", lambda _: 3)
    with pytest.raises(ProblemsError, match=r"那里的磁盘放不下.*什么也没有改动"):
        bring(site_of(tmp_path / "new", NEW), FolderPlace(tmp_path / "www"))
    assert not (tmp_path / "www").exists()


def test_a_place_that_fills_up_half_way_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = FolderPlace.put

    def put(self: FolderPlace, address: str, source: Path) -> None:
        if address == "b.css":
            raise OSError(28, os.strerror(28), str(source))
        real(self, address, source)

    monkeypatch.setattr(FolderPlace, "put", put)
    site = site_of(tmp_path / "new", NEW)
    with pytest.raises(ProblemsError, match=r"停下了：磁盘已满。.*再运行一次同样的命令"):
        bring(site, FolderPlace(tmp_path / "www"))
    assert not (tmp_path / "www/index.html").exists()
    monkeypatch.undo()
    bring(site, FolderPlace(tmp_path / "www"))
    assert same(tmp_path / "new", tmp_path / "www")
    assert not (tmp_path / "www" / JOURNAL).exists()
    assert not (tmp_path / "www" / PROGRESS).exists()


def test_what_was_killed_while_it_wrote_leaves_nothing_behind(tmp_path: Path) -> None:
    """Half a file under a hidden name, in a folder that the next publication does not need."""
    www = tmp_path / "www"
    bring(site_of(tmp_path / "old", OLD), FolderPlace(www))
    (www / "a/x").mkdir()
    (www / "a/x/.gongkai-0123").write_text("半")
    (www / "a/.htaccess").write_text("别人的")
    bring(site_of(tmp_path / "new", NEW), FolderPlace(www))
    assert not (www / "a/x").exists()
    assert (www / "a/.htaccess").read_text() == "别人的"


def test_what_was_packed_beside_a_page_goes_when_the_page_changes(tmp_path: Path) -> None:
    """A server would go on sending the old page, and nobody would see the correction."""
    www = tmp_path / "www"
    bring(site_of(tmp_path / "old", OLD), FolderPlace(www))
    for name in ("a/1.html.gz", "a/2.html.gz", "b.css.gz", "others.html.gz"):
        (www / name).write_bytes(b"packed")
    bring(site_of(tmp_path / "new", NEW), FolderPlace(www))
    assert {p.name for p in www.rglob("*.gz")} == {"b.css.gz", "others.html.gz"}


# Elsewhere


class AuthenticationException(Exception):
    """As a library has it."""


class GenericError(Exception):
    """As another has it."""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (AuthenticationException("Authentication failed."), "登录没有成功，请核对用户名、密码或密钥"),
        (GenericError("<Code>NoSuchBucket</Code>"), "没有这个存储桶"),
        (GenericError("Generic S3 error: error sending request"), "连不上"),
        (ConnectionRefusedError(111, "Connection refused"), "连不上"),
        (TimeoutError("timed out"), "等了很久没有回应"),
        (OSError("Failure"), "服务器没有说明原因（Failure），常见的是磁盘已满、配额用完，或有同名的目录挡着"),
        (EOFError(), "连接断了"),
        (GenericError("something\nnew"), "那边报告 GenericError: something new"),
    ],
)
def test_what_a_library_raises_is_said_in_chinese(error: Exception, words: str) -> None:
    with pytest.raises(PlaceError) as raised, as_place_error("sftp://x/y"):
        raise error
    assert words_of_reading(raised.value) == words_of_writing(raised.value) == words


def test_what_the_system_says_stays_as_it_is() -> None:
    with pytest.raises(PermissionError) as raised, as_place_error("sftp://x/y"):
        raise PermissionError(13, "Permission denied")
    assert words_of_writing(raised.value) == "没有写入权限"
    assert raised.value.filename == "sftp://x/y"


def test_no_password_is_printed() -> None:
    assert without_password("sftp://office:secret@host/www") == "sftp://office@host/www"


def test_an_address_of_fsspec(tmp_path: Path) -> None:
    """The same over fsspec, in memory: what can be had everywhere."""
    fsspec = pytest.importorskip("fsspec", reason="fsspec 没有安装")
    memory = fsspec.filesystem("memory")
    place = place_at("memory://bucket/zwgk")
    for name, files in (("old", OLD), ("new", NEW)):
        bring(site_of(tmp_path / name, files), place)
        found = {
            path.removeprefix("/bucket/zwgk/"): memory.cat_file(path) for path in memory.find("/bucket/zwgk")
        }
        assert found.keys() == {*files, MANIFEST}
        assert all(found[address] == text.encode() for address, text in files.items())
    memory.rm("/bucket", recursive=True)


def test_renames_over_fsspec(tmp_path: Path) -> None:
    """A file system that renames: each file comes under a hidden name first."""
    pytest.importorskip("fsspec", reason="fsspec 没有安装")
    from generator.publish.remote_place import RemotePlace

    place = RemotePlace(f"local://{tmp_path}/www")
    for name, files in (("old", OLD), ("new", NEW)):
        bring(site_of(tmp_path / name, files), place)
        assert same(tmp_path / name, tmp_path / "www")


def test_a_place_that_is_not_there_is_a_sentence(office: Path) -> None:
    done = publish(office, "--to", "nowhere9://x/y")
    assert done.status == 1
    assert "错误：" in done.err
    assert "Traceback" not in done.said
