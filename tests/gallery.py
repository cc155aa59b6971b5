"""Bad input that is right all the same: an invented office of all that pages find hard to show.

`python tests/gallery.py FOLDER` writes it there, for `gongkai build` and a look; test_gallery.py builds it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import support
import yaml

LONG_TITLE = "关于进一步全面深入系统持续扎实有序有力有效推进各项重点工作落实" * 10  # 310 characters, no space
LONG_WORD = "Zhongdiangongzuo" * 12  # a Latin word that no line holds
LONG_UNIT = (
    "县推进新型城镇化和农业转移人口市民化以及城乡融合发展工作领导小组办公室"
    "（县发展改革和统计局）第三综合协调督查组"
)
LONG_AGENCY = "甲县" + "经济社会发展综合服务保障和应急协调联动管理" * 3 + "委员会"
LONG_SITE = "甲县人民政府及所属各部门各乡镇各街道重点工作计划和总结公开平台（测试）"
RARE = "整治𠮷村、䶮河、㙍塘、𣲘水和𬒈山村段"
UNITS = 60
ROWS = 2000
TABS = 14
_SOURCE = {"publisher": LONG_AGENCY, "title": LONG_TITLE, "url": "https://test.example/" + "a" * 300}


def _document(title: str, *sections: object, **more: object) -> dict[str, object]:
    return {
        "title": title,
        "kind": "plan",
        "period": "2024",
        "text": "full",
        "source": _SOURCE,
        **more,
        "sections": [*sections],
    }


def _hard() -> dict[str, object]:
    """Everything but the mass: long, bare, rare, crowded."""
    units = [{"unit": f"第{i}工作组", "role": "lead" if i == 1 else "support"} for i in range(1, UNITS + 1)]
    table = {
        "caption": LONG_TITLE,
        "header": [[f"{LONG_UNIT}{i}" for i in range(8)]],
        "rows": [[LONG_WORD if i == 3 else f"{i}" for i in range(8)]],
    }
    tasks: list[dict[str, object]] = [
        {"id": "kong", "title": "无"},  # a task without anything
        {"id": "chang", "number": "（一）", "title": LONG_TITLE, "text": LONG_TITLE, "note": LONG_WORD},
        {
            "id": "zi",
            "title": LONG_WORD,
            "text": LONG_WORD,
            "measures": [{"text": LONG_WORD, "steps": [{"number": "（1）", "text": LONG_WORD}]}],
        },
        {
            "id": "duo",
            "title": f"由{UNITS}个单位落实",
            "responsibility": units,
            "deadlines": ["2024年6月底前", "2024年底前", "每季度", "长期坚持"],
            "topics": ["很长"],
        },
        {
            "id": "ming",
            "title": RARE,
            "text": RARE,
            "responsibility": [
                {"unit": LONG_UNIT, "role": "lead"},
                {"unit": "䶮河𠮷村办", "role": "support"},
            ],
            "indicators": [
                {
                    "text": f"{LONG_TITLE}99.60%",
                    "name": LONG_TITLE,
                    "value": "99.60",
                    "unit": "%",
                    "kind": "target",
                }
            ],
            "cites": ["很长的文件"],
            "topics": ["很长"],
            "table": [table],
            "progress": [{"date": "2024-06-30", "status": "正常推进", "text": LONG_TITLE}],
        },
    ]
    return _document(
        LONG_TITLE,
        {"number": "一、", "title": LONG_TITLE, "text": LONG_WORD, "tasks": tasks},
        intro=LONG_TITLE,
        table_title=LONG_TITLE,
        disclosure={
            "index_number": LONG_WORD,
            "number": "甲" * 60 + "〔2024〕1号",
            "published": "2024-03-01",
        },
    )


def _mass() -> dict[str, object]:
    """A table of 2,000 rows as printed, and 2,000 tasks of one unit."""
    table = {
        "caption": "明细表",
        "header": [["序号", "名称", "数量"]],
        "rows": [[f"{i}", f"第{i}处", f"{i * 3}"] for i in range(1, ROWS + 1)],
    }
    tasks = [
        {
            "id": i,
            "number": f"{i}.",
            "title": f"整治第{i}处",
            "responsibility": [{"unit": "第1工作组", "role": "lead"}],
            "deadlines": ["2024年底前"],
        }
        for i in range(1, ROWS + 1)
    ]
    return _document(f"整治{ROWS}处的分解表", {"title": "明细", "table": [table], "tasks": tasks})


def _pages(tabs: int) -> dict[str, str]:
    """Hand-written pages, which are tabs beside those that the site has, up to `tabs` more."""
    words = {
        "index.md": "测试用的虚构网站。\n",
        "guide.md": "# 公开指南\n\n甲。\n",
        "rules.md": "# 公开制度\n\n乙。\n",
    }
    for i in range(1, tabs + 1):
        title = LONG_UNIT if i == tabs else f"第{i}个专栏"
        words[f"tab-{i:02d}.md"] = (
            f"# {title}\n\n{LONG_WORD}\n\n## {RARE}\n\n"
            f"| {LONG_UNIT} | {LONG_WORD} |\n| --- | --- |\n| 一 | 二 |\n"
        )
    return words


def config() -> str:
    """site_config.yml of the gallery."""
    known = yaml.safe_load((support.SOUND / "site_config.yml").read_text("utf-8"))
    return _yaml({**known, "site_name": LONG_SITE})


def _yaml(record: Mapping[str, object]) -> str:
    return yaml.safe_dump(dict(record), allow_unicode=True, sort_keys=False, width=10_000)


def write(root: Path) -> Path:
    """The whole gallery in the folder `root`: content/ and site_config.yml. Returns `root`."""
    units = [{"id": f"zu-{i}", "name": f"第{i}工作组"} for i in range(1, UNITS + 1)]
    named = [{"id": "chang", "name": LONG_UNIT}, {"id": "yan", "name": "䶮河𠮷村办"}]
    records: dict[str, Mapping[str, object]] = {
        "jia/agency.yml": {"name": LONG_AGENCY, "units": [*units, *named]},
        "jia/2024-nan.yml": _hard(),
        "jia/2024-duo.yml": _mass(),
        "kong/agency.yml": {"name": "没有文件的局", "units": [{"id": "ke", "name": "没有任务的科"}]},
        "topics.yml": {"topics": [{"id": "chang", "name": LONG_TITLE[:60], "aliases": ["很长"]}]},
        "policies.yml": {
            "policies": [
                {"id": "chang", "title": LONG_TITLE, "aliases": ["很长的文件"], "number": LONG_WORD},
                {
                    "id": "jiu",
                    "title": f"旧的{LONG_TITLE}",
                    "validity": "repealed",
                    "ended": "2020-05-01",
                    "replaced_by": ["chang"],
                },
            ]
        },
    }
    support.write(root / "content", {name: _yaml(record) for name, record in records.items()})
    support.write(root / "content" / "pages", _pages(TABS))
    (root / "site_config.yml").write_text(config(), "utf-8")
    return root


def write_empty(root: Path) -> Path:
    """A site with an agency and no document at all. Returns `root`."""
    support.write(root / "content", {"kong/agency.yml": _yaml({"name": "没有文件的局"})})
    support.write(root / "content" / "pages", _pages(0))
    (root / "site_config.yml").write_text(config(), "utf-8")
    return root


if __name__ == "__main__":
    write(Path(sys.argv[1]) / "gallery")
    write_empty(Path(sys.argv[1]) / "empty")
