"""What must not be published is found in every form and carrier, and never printed; what only looks like it
is left alone. All numbers are invented as the tests run (bench/planted.py)."""

from __future__ import annotations

import json
import random
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import SHARED, build, copy_sound, needed, run, write

from bench import privacy
from bench.carriers import book_with_hidden_row, word_with_note
from bench.planted import FORMS, INNOCENT, SECRETS, card, credit_code, identity, mobile, name, old_identity
from generator.inspection.secrets import secrets_of_file
from generator.inspection.site import scan_site
from generator.model.secret_kinds import KINDS, LABEL
from generator.privacy import PUBLIC, findings_in, numbers, without_secrets
from generator.privacy.before import Before, Headings
from generator.privacy.candidates import CARD, IDENTITY, MOBILE, TELEPHONE, Candidate, candidates
from generator.privacy.checksums import is_credit_code, is_identity, passes_luhn
from generator.privacy.digits import BREAK, Run, runs_in
from generator.privacy.numbers import numbers_in

CHOICE = random.Random(2026)
LEAST = 0.98
HEAD = "title: 一份文件\nkind: plan\nperiod: 2024\ntext: full\nsource: {publisher: 甲局}\n"


def kinds(text: str) -> list[str]:
    return [secret.kind for secret in findings_in(text)]


@pytest.mark.parametrize("kind", SECRETS)
def test_a_secret_is_found_in_every_form(kind: str) -> None:
    """Three of each: the names and numbers differ."""
    for form, write_so in FORMS.get(kind, {"照常": str}).items():
        texts = [SECRETS[kind](CHOICE, write_so) for _ in range(3)]
        found = sum(any(s.kind not in PUBLIC for s in findings_in(text)) for text in texts)
        assert found >= 2, (form, [re.sub(r"\d", "9", text) for text in texts])


@pytest.mark.parametrize("kind", INNOCENT)
def test_what_only_looks_like_a_secret_is_left_alone(kind: str) -> None:
    for _ in range(40):
        text = INNOCENT[kind](CHOICE)
        assert [one for one in kinds(text) if one not in PUBLIC] == [], text


@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.audit)])
def test_nearly_all_of_some_hundred_planted_secrets_are_found(tmp_path: Path, every: int) -> None:
    planted = list(privacy.plant(tmp_path, every=every))
    missed = [(p.kind, p.form, p.carrier) for p in planted if not p.is_found]
    assert len(planted) >= 1000
    assert len(missed) <= (1 - LEAST) * len(planted), missed


def test_few_false_alarms_in_content_and_corpus() -> None:
    found = list(privacy.false_alarms())
    assert found[0][0] == "content/"
    assert all(told * 10_000 <= characters for _, characters, told in found), found


def test_the_corpus_is_there() -> None:
    needed((SHARED / "corpus" / "docs").is_dir(), "../shared/corpus is not here")
    assert any(collection == "corpus" for collection, _, _ in privacy.false_alarms())


def test_a_wrong_check_digit_is_told_only_behind_a_label() -> None:
    wrong = identity(CHOICE, is_right=False)
    assert kinds(f"流水{wrong}。") == []
    assert kinds(f"身份证号：{wrong}") == ["odd_identity"]


def test_a_credit_code_that_is_also_an_identity_number_is_one_where_it_is_spoken_of() -> None:
    """About three in a hundred identity numbers pass the check of credit codes, too."""
    both = next(n for n in (identity(CHOICE) for _ in range(2000)) if n[-1] != "X" and is_credit_code(n))
    assert kinds(f"统一社会信用代码：{both}") == []
    assert kinds(f"索引号 {both}/2024-00012") == []
    assert kinds(f"对象 {both}。") == ["identity"]


def test_a_card_needs_its_words() -> None:
    number = card(CHOICE, 18)
    assert passes_luhn(number)
    assert kinds(f"编号{number}。") == []
    assert kinds(f"打款卡号{number}。") == ["card"]
    assert kinds(f"姓名\t卡号\n{name(CHOICE)}\t{number}") == ["card"]


def test_nothing_is_read_across_a_break() -> None:
    number = identity(CHOICE)
    assert kinds(f"{number[:9]}{BREAK}{number[9:]}") == []
    assert kinds(f"{number[:9]} {number[9:]}") == ["identity"]


@given(
    st.text(
        alphabet=st.sampled_from(
            "0123456789Xx身份证号 -\t\n，。王建国残疾户室栋★秘密稿（）@Q微信①１〇" + BREAK
        )
    )
)
def test_any_text_is_read_and_findings_lie_in_it_apart(text: str) -> None:
    found = findings_in(text)
    assert all(0 <= s.start < s.end <= len(text) and s.kind in KINDS for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def _written(choice: random.Random) -> str:
    """A few numbers as they may stand, in groups, behind words or not."""
    makes = (
        *(identity, old_identity, mobile, card, lambda c: card(c, 18)),
        *(lambda c: f"0553{mobile(c)[3:]}", lambda c: f"0311{mobile(c)[3:]}"),
    )
    labels = [
        "",
        " ",
        "\t",
        "，",
        "证件号",
        "卡号",
        "卡 号7 ",
        "账号：",
        "电话：",
        "编号",
        "甲",
        "86",
        "1-2-",
        "手机\n",
    ]
    labels += [BREAK, "银行\n" + "5\n" * 30]
    text = ""
    for _ in range(choice.randint(1, 4)):
        number, sign = choice.choice(makes)(choice), choice.choice(["", *" -.\t\n，】"])
        size = choice.choice((1, 3, 4, 5, 7, 99))
        parts = [number[n : n + size] for n in range(0, len(number), size)]
        text += f"{choice.choice(labels)}{sign.join(parts)}{choice.choice(['', *' ,元X', '-1', BREAK])}"
    return text


def test_nothing_is_missed_by_looking_only_where_it_is_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every stretch of digits were tried for everything, and words looked for before each."""
    sizes = {IDENTITY: (15, 18, 20), CARD: range(9, 21), MOBILE: range(11, 16), TELEPHONE: range(7, 13)}

    def everything(run: Run, _: Headings) -> list[Candidate]:
        places = [(p, kind, -n) for p in run.places for kind in sizes for n in sizes[kind]]
        return sorted(one for one in places if one[0] - one[2] in run.places)

    choice = random.Random(15)
    texts = [_written(choice) for _ in range(2000)]
    likely = [list(numbers_in(text)) for text in texts]
    monkeypatch.setattr(numbers, "candidates", everything)
    monkeypatch.setattr(Before, "says", lambda before, label: label.search(before.near) is not None)
    for text, found in zip(texts, likely, strict=True):
        assert list(numbers_in(text)) == found, text
    assert {secret.kind for found in likely for secret in found} >= {
        "identity",
        "card",
        "account",
        "telephone",
    }


@pytest.mark.parametrize(
    "piece", ["1.", "1-1-", "1 3 ", "6-2-", "8-6-1-3-", "0.", "0 5 7 1 8 ", "110101199001011231\t"]
)
def test_few_stretches_of_a_run_are_looked_at(piece: str) -> None:
    """Whatever the text: else a megabyte of digits takes a minute."""
    text = piece * 2000
    for one in runs_in(text):
        assert len(candidates(one, Headings(text))) <= 2 * len(one.groups)


@pytest.mark.parametrize("make", [identity, mobile, card])
def test_neither_a_finding_nor_a_message_shows_the_secret(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    secret = make(CHOICE)
    text = f"卡号{secret}。"
    assert secret[3:] not in repr(findings_in(text))
    assert secret[3:] not in without_secrets(text)
    content = write(
        tmp_path / "content",
        {
            "jia/agency.yml": "name: 甲局\nunits: []\n",
            "jia/a.yml": f"{HEAD}sections:\n  - title: 一节\n    tasks:\n"
            f"      - {{id: 1, title: 同一件事{secret}, text: 卡号{secret}, cites: [{secret}]}}\n"
            f"      - {{id: 2, title: 同一件事{secret}, status: {secret}, deadlines: [{secret}]}}\n",
        },
    )
    for form in ("text", "json", "github"):
        said = run("check", "--content", content, "--config", tmp_path / "none.yml", "--format", form).said
        assert said
        assert secret[2:] not in said


def test_an_import_names_the_kind_and_not_the_number(tmp_path: Path) -> None:
    secret = identity(CHOICE)
    source = tmp_path / "a.txt"
    source.write_text(
        f"某某局2024年工作要点\n1.排查隐患。逐户排查。\n2.整改。联系张先生{secret}。\n", "utf-8"
    )
    said = run("import", source, "--out", tmp_path / "out").said
    assert "身份证号码" in said
    assert secret not in said


def test_a_secret_in_a_record_is_told_with_line_and_column(tmp_path: Path) -> None:
    number = identity(CHOICE)
    content = write(
        tmp_path / "content",
        {
            "jia/agency.yml": "name: 甲局\nunits: []\n",
            "jia/a.yml": f"{HEAD}sections:\n  - title: 一节\n    tasks:\n      - id: 1\n        title: 走访\n"
            f"        text: |\n          第一行。\n          第二行，证号{number}。\n",
        },
    )
    (problem,) = json.loads(run("check", "--content", content, "--format", "json").out)
    assert (problem["file"], problem["line"], problem["column"]) == ("content/jia/a.yml", 13, 17)
    assert (problem["severity"], problem["rule"]) == ("error", "personal_data")
    assert problem["what"].startswith("这里有身份证号码“")


def test_the_ways_to_reach_an_office_are_public(tmp_path: Path) -> None:
    """A mobile telephone in the contacts of a document, or at the foot of the pages, is told nowhere."""
    root = copy_sound(tmp_path / "site")
    number, other = mobile(CHOICE), mobile(CHOICE)
    document, config = root / "content" / "jia" / "2024-yaodian.yml", root / "site_config.yml"
    text = document.read_text("utf-8").replace("内容为虚构", f"请拨打{number}或{other}")
    document.write_text(text, "utf-8")
    assert run_check(root).count("手机号码") == 2
    document.write_text(text.replace("监督电话：00000000", f"值班手机：{number}"), "utf-8")
    assert run_check(root).count("手机号码") == 1
    config.write_text(config.read_text("utf-8") + f"  contact: 手机{other}\n", "utf-8")
    assert run_check(root).count("手机号码") == 0


@pytest.mark.parametrize("between", ["", "**", "<br>", "</td><td>", "&#45;", " \n"])
def test_a_number_in_a_page_is_found_whatever_marks_stand_in_it(between: str, tmp_path: Path) -> None:
    number = identity(CHOICE)
    text = f"# 指南\n\n证号{number[:6]}{between}{number[6:]}\n"
    content = write(
        tmp_path / "content", {"jia/agency.yml": "name: 甲局\nunits: []\n", "pages/guide.md": text}
    )
    said = run("check", "--content", content, "--config", tmp_path / "none.yml").err
    assert "content/pages/guide.md" in said
    assert "有身份证号码“" in said


def run_check(root: Path) -> str:
    return run("check", "--content", root / "content", "--config", root / "site_config.yml").said


def test_an_attachment_with_a_number_stops_a_build(tmp_path: Path) -> None:
    root = copy_sound(tmp_path / "site")
    write(root / "content", {"pages/files/list.csv": f"姓名,证件号\n{name(CHOICE)},{identity(CHOICE)}\n"})
    done = build(root, "--jobs", 1)
    assert done.status == 1
    assert "content/pages/files/list.csv: 错误：这里有身份证号码" in done.err
    assert not (root / "site").exists()


def test_published_looks_at_the_finished_site(tmp_path: Path) -> None:
    """What was published before today's rules, or was put there by hand."""
    root = copy_sound(tmp_path / "site")
    assert build(root, "--jobs", 1).status == 0
    arguments = ("check", "--published", "--content", root / "content", "--config", root / "site_config.yml")
    clean = run(*arguments, "--site", root / "site")
    assert clean.status == 0, clean.said
    assert "personal_data" not in clean.said
    (root / "site" / "old.html").write_text(f"<p>证号<b>{identity(CHOICE)}</b></p>", "utf-8")
    found = run(*arguments, "--site", root / "site")
    assert found.status == 1
    assert "site/old.html: 错误：这里有身份证号码" in found.err
    missing = run(*arguments, "--site", root / "none")
    assert missing.status == 1
    assert "没有这个网站目录。请用 --site 指明已经生成的网站" in missing.err


def test_what_a_waiver_covers_is_allowed_in_the_finished_site(tmp_path: Path) -> None:
    root = copy_sound(tmp_path / "site")
    number = identity(CHOICE)
    write(root / "content", {"pages/files/list.txt": f"{number}\n"})
    waiver = (
        "{place: pages/files/list.txt, kind: 身份证号码, reason: 公告, reviewer: 办公室, date: 2026-11-01}"
    )
    write(root / "content", {"waivers.yml": f"waivers:\n  - {waiver}\n"})
    done = build(root, "--jobs", 1)
    assert done.status == 0, done.said
    assert "已在 content/waivers.yml 登记，请确认仍可公开" in done.said
    assert scan_site(root / "site", {number}) == []
    assert [p.severity for p in scan_site(root / "site")] == ["error"]


def test_what_a_file_hides_is_told() -> None:
    assert {s.secret.value for s in secrets_of_file("a.docx", word_with_note("无"))} >= {"批注"}
    assert {s.secret.value for s in secrets_of_file("a.xlsx", book_with_hidden_row("无"))} >= {"隐藏的行或列"}


def test_every_kind_has_a_name() -> None:
    assert set(LABEL) == set(KINDS)


def test_the_invented_numbers_are_what_they_say() -> None:
    assert is_identity(identity(CHOICE))
    assert not is_identity(identity(CHOICE, is_right=False))
    assert is_credit_code(credit_code(CHOICE))
