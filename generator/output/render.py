"""Views to HTML with Jinja: autoescape on, undefined names are errors, no logic but loops and tests.

To compile the templates needs little of the program, so a build begins with it, as with reading content/.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, TemplateNotFound
from jinja2.bccache import Bucket
from markupsafe import Markup

from generator.output import jinja_fast
from generator.output.jinja_fast import Fragment, html
from generator.output.template_problems import template_problem
from generator.problems import ProblemsError

if TYPE_CHECKING:
    from generator.pages import Page, PageContext, PageGroup


def templates_of(package: Path) -> Path:
    """Where the templates lie: inside the package where a wheel brought it, beside it in a checkout."""
    inside = package / "_templates"
    return inside if inside.is_dir() else package.parent / "templates"


TEMPLATES = templates_of(Path(__file__).resolve().parents[1])


class _Codes(BytecodeCache):
    """Compiled templates in memory, by Jinja's own keys."""

    def __init__(self, codes: dict[str, bytes]) -> None:
        self.codes = codes

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.codes.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key] = bucket.bytecode_to_string()


def compiled(templates: Path) -> dict[str, bytes]:
    """The templates compiled, for a `Renderer` in another process. Raises ProblemsError as that does."""
    codes: dict[str, bytes] = {}
    Renderer(templates, codes)
    return codes


def render_alone(folder: Path, name: str, values: Mapping[str, Any]) -> str:
    """A template that is no part of a page of the site. Raises UndefinedError on an unknown name."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name).render(values)


_MOST_KEPT = 20_000  # views of a template whose HTML is kept: those of a site of 10,000 tasks


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as HTML, in the parts that a shell has places for."""

    page: Page
    head: str
    body: str


class _Fragments(dict[str, Fragment]):
    """The templates by name; one that is not there is told as Jinja tells of it."""

    def __missing__(self, name: str) -> Fragment:
        raise TemplateNotFound(name)


class Renderer:
    """The templates of one folder, each compiled once: here, unless `codes` has it.

    Without `fast` they are compiled and called as Jinja does it; both make the same HTML. A mistake in a
    template raises ProblemsError, when it is compiled or when a page is made.
    """

    def __init__(
        self, templates: Path, codes: dict[str, bytes] | None = None, *, fast: bool = jinja_fast.FAST
    ) -> None:
        self._templates = templates
        self._environment = jinja_fast.environment_class(fast)(
            loader=FileSystemLoader([templates / "pages", templates / "theme"]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_Codes({} if codes is None else codes),
        )
        self._fragments = _Fragments()
        self._group, site = FragmentCache(self._fragments), FragmentCache(self._fragments)
        self._last: tuple[PageGroup | None, PageContext] | None = None
        self._environment.filters.update(
            shared=site.shared, shared_all=site.shared_all, shared_in_group=self._shared_in_group
        )
        try:
            self._compile(fast)
        except Exception as error:
            self._tell(error)
            raise

    def _compile(self, fast: bool) -> None:
        macros = self._environment.get_template("parts.html")
        # an import would look it up again on each of ten thousand pages
        self._environment.globals["p"] = macros.module
        # All at once, before the build forks: each process would compile them again.
        for path in (self._templates / "pages").rglob("*.html"):
            name = path.relative_to(self._templates / "pages").as_posix()
            self._fragments[name] = jinja_fast.fragment(self._environment.get_template(name), fast)

    def _tell(self, error: Exception) -> None:
        """Raise the mistake in a template as a problem; errors of another kind are left as they are."""
        if problem := template_problem(error, self._templates):
            raise ProblemsError([problem]) from error

    def pages(
        self, group: PageGroup, context: PageContext, whole: PageGroup | None = None
    ) -> Iterator[Rendered]:
        """The parts of each page of a group; what only they share is remembered until the next group. Of
        parts of one `whole` that follow each other none makes anew what another has made.
        """
        from generator.pages.sharing import foot_view, head_view  # compiling templates need not wait for it

        context = self._scope(context, whole)
        for page in group:
            view = page.view(context)
            try:
                done = Rendered(
                    page,
                    head=self._fragments["head.html"](head_view(context, page, view)),
                    body=self.body(page.template, view)
                    + self._fragments["foot.html"](foot_view(context, page)),
                )
            except Exception as error:
                self._tell(error)
                raise
            yield done

    def _scope(self, context: PageContext, whole: PageGroup | None) -> PageContext:
        """The context with a memo for one group, and beside it one for its HTML."""
        if whole is None or self._last is None or self._last[0] is not whole:
            self._last = whole, context.for_group()
            self._group = FragmentCache(self._fragments)
        return self._last[1]

    def body(self, template: str, view: Any) -> str:
        """The fragment that `template` makes of `view`.

        Raises AttributeError or UndefinedError on an unknown name.
        """
        return self._fragments[template](view)

    def _shared_in_group(self, view: Any, template: str) -> Markup:
        return self._group.shared(view, template)


class FragmentCache:
    """The HTML of views that several pages show: rendered once, gone with the cache.

    A template names the cache that lives as long as the view: `view | shared("part.html")` for what the whole
    site shows, `view | shared_in_group("part.html")` for what a document and its tasks do. The other would
    cost memory or time; the HTML is the same. On a site so large that all would not fit, it begins anew.
    """

    def __init__(self, fragments: Mapping[str, Fragment]) -> None:
        self._fragments = fragments
        self._rendered: dict[str, dict[int, tuple[Any, Markup]]] = defaultdict(dict)

    def shared(self, view: Any, template: str) -> Markup:
        """The filter for one view. It is kept beside its HTML, so that its identity stays its own."""
        rendered = self._rendered[template]
        known = rendered.get(id(view))
        if known is None:
            if len(rendered) >= _MOST_KEPT:
                rendered.clear()
            known = rendered[id(view)] = view, html(self._fragments[template](view))
        return known[1]

    def shared_all(self, views: Iterable[Any], template: str, between: str = "") -> Markup:
        """The filter `views | shared_all("part.html", "、")`: as `shared`, for all views of a list."""
        return html(between.join([self.shared(view, template) for view in views]))
