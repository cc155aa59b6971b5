"""site_config.yml: what differs from one host site to the next."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

from generator.content import places, yaml_reader
from generator.content.host import Host, host_problems, with_files
from generator.content.rest_messages import findings_in_rest, rest_at
from generator.content.validation_messages import finding_for
from generator.model import colours, values
from generator.model.record import Record, Text, Url, either_way, record, validated
from generator.problems import Problem, ProblemsError, of_rule

_EXAMPLE = re.compile(r"(?:^|\.)example\.(?:com|net|org|gov\.cn|cn)$")


Setting = Literal["error", "reminder", "off"]  # of a check
_SettingField = Annotated[Setting, either_way(values.CHECK_SETTING)]
_MAIL_OR_PAGE = r"^(?:https?://[^\s<>\"']+|[^@\s<>\"'?&#:]+@[\w.-]+)$"


@record
class Footer(Record):
    """页脚: what a government page carries at its foot (国办发〔2017〕47号, annex; seen on real sites)."""

    organiser: Text | None = Field(default=None, description="主办单位")
    undertaker: Text | None = Field(default=None, description="承办单位")
    icp: Text | None = Field(default=None, description="ICP备案号")
    icp_url: Url | None = Field(default=None, description="ICP备案查询网址")
    police: Text | None = Field(default=None, description="公安备案号")
    police_url: Url | None = Field(default=None, description="公安备案查询网址")
    contact: Text | None = Field(default=None, description="联系方式")
    correction: Annotated[str, StringConstraints(pattern=_MAIL_OR_PAGE)] | None = Field(
        default=None, description="纠错的邮箱或网址；写了，每页就有“我要纠错”，并填好该页的地址"
    )
    note: Text | None = Field(default=None, description="页脚说明")


@record
class Licence(Record):
    """使用许可: under which terms anybody may use the data of the site."""

    name: Text = Field(description="许可的名称，照原文写")
    url: Url | None = Field(default=None, description="许可全文的网址")


def _by_name(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


LicenceField = Annotated[Licence, BeforeValidator(_by_name, json_schema_input_type=Text | Licence)]


@record
class Column(Record):
    """栏目: the ColumnName… tags of every page (国办发〔2017〕47号, annex)."""

    name: Text = Field(description="栏目名称")
    description: Text = Field(description="栏目说明")
    keywords: Text = Field(description="栏目关键词")
    type: Text = Field(description="栏目类别")


def _readable(colour: str) -> str:
    if not colours.is_readable(colour):
        ratio = colours.shown_ratio(colours.contrast(colour, colours.WHITE))
        more = {"ratio": ratio, "least": colours.LEAST_CONTRAST, "darker": colours.readable(colour)}
        raise PydanticCustomError("pale_colour", "too pale to be read on white", more)
    return colour


# Links stand in it on white, and white words on it: the header, buttons.
_Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$"), AfterValidator(_readable)]


@record
class Config(Record):
    """The whole of site_config.yml."""

    site_name: Text = Field(description="网站名称")
    site_description: Text = Field(description="网站说明")
    site_url: Annotated[Url, AfterValidator(lambda url: url if url.endswith("/") else url + "/")] = Field(
        description="网站发布后的网址；只用于 sitemap.xml 和永久地址"
    )
    site_domain: Text | None = Field(default=None, description="网站域名")
    site_id_code: Text | None = Field(
        default=None, description="网站标识码，显示在页脚和每个网页的 SiteIDCode 标签里"
    )
    color: _Colour = Field(
        default="#1f5a99", description=f"主色，如 #1f5a99；与白色的对比度须不低于 {colours.LEAST_CONTRAST}"
    )
    column: Column = Field(description="栏目")
    footer: Footer = Field(default_factory=lambda: Footer(), description="页脚")
    data_licence: LicenceField | None = Field(
        default=None,
        description="开放数据的使用许可，写名称，或 {name: 名称, url: 网址}；不写，数据页写明没有规定",
    )
    host: Host = Field(default_factory=lambda: Host(), description="所在网站的页眉、页脚、样式")
    checks: dict[str, _SettingField] = Field(
        default_factory=dict,
        description=f"各项检查从严还是从宽，按检查的名称写：{values.choices(values.CHECK_SETTING)}。不写的照常",
    )

    @property
    def color_on_soft(self) -> str:
        """The main colour of words and buttons where the page is light: read on its pale grounds too."""
        return colours.readable(self.color, colours.SOFT)

    @property
    def color_on_dark(self) -> str:
        """The main colour where the page is dark: so much white in it that the contrast is 6 at the least."""
        parts = (int(self.color[i : i + 2], 16) for i in (1, 3, 5))
        return "#" + "".join(f"{round(part * 0.4 + 255 * 0.6):02x}" for part in parts)

    @property
    def has_own_address(self) -> bool:
        """Whether site_url is an address where the site can be, not the one of the sample."""
        host = urlsplit(self.site_url).hostname or ""
        return _EXAMPLE.search(host) is None


_NO_CODE = "请删去 site_code；网站标识码写在最左边的 site_id_code: 后面，页脚也用它"
_NO_SITE = "请在网站的目录里运行；新的网站用 gongkai new site 目录 新建；文件在别处的，用 --config 指明"


def read_config(path: Path) -> Config:
    """Read and validate the configuration. Raises ProblemsError with every mistake in it."""
    tree, problems = yaml_reader.read_tree(path, path.name)
    if tree is None and not path.exists():
        problems = [replace(problem, hint=_NO_SITE) for problem in problems]
    if tree is None:
        mistakes = [_not_to_fill_in(problem) for problem in _all_mistakes(path, problems)]
        raise ProblemsError(of_rule("config", mistakes))
    tree, unread = with_files(_without_blank_code(tree), path.parent)
    try:
        config = validated(Config, tree)
    except ValidationError as error:
        findings = [finding_for(path.name, detail, Config) for detail in error.errors(include_url=False)]
        located = places.placed(findings, path.parent)
        raise ProblemsError(replace(p, file=path.name, rule="config") for p in located) from None
    if problems := [*unread, *host_problems(config.host)]:
        raise ProblemsError(of_rule("host", problems))
    return config


def _without_blank_code(tree: places.Tree) -> places.Tree:
    """The configuration without the line `footer.site_code` that offices were once given to fill in: blank,
    it says nothing. One that says something is a mistake, for `site_id_code` is the same.
    """
    footer = tree.get("footer") if isinstance(tree, dict) else None
    if not isinstance(footer, dict):
        return tree
    code = footer.get("site_code")
    if code is not None and (not isinstance(code, str) or code.strip()):
        return tree
    return {**tree, "footer": {name: value for name, value in footer.items() if name != "site_code"}}


def _not_to_fill_in(problem: Problem) -> Problem:
    """Of `{site_code: }`, which no reader of YAML passes over: nobody is to fill that in."""
    return replace(problem, hint=_NO_CODE) if problem.what == "“site_code”是空的" else problem


def _all_mistakes(path: Path, problems: list[Problem]) -> list[Problem]:
    """What is wrong with a configuration that cannot be read, with what is wrong besides."""
    rest = rest_at(path, path.name)
    if rest is None:
        return problems
    tree = with_files(_without_blank_code(rest.tree), path.parent)[0] if rest.tree else None
    findings = findings_in_rest(path.name, replace(rest, tree=tree), Config)
    located = places.placed(findings, path.parent, {path.name: rest.remains})
    return [*rest.problems, *(replace(problem, file=path.name) for problem in located)]
