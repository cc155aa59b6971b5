"""The ways around Jinja's own code: attributes, macros, escaping and rendering of templates that show typed
views.

Together they save a quarter of a build's time, any without the others far less. They hang on private
names of Jinja and markupsafe, so both are pinned, and `FAST = False` takes the plain way everywhere; a test
compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.utils import missing
from markupsafe import Markup, escape
from markupsafe._speedups import _escape_inner

FAST = True

Fragment = Callable[[Any], str]
"""A template as a function of the view that it knows as `v`."""

# Markup(…) for a str that is HTML already, without the look for `__html__`.
html: Callable[[str], Markup] = partial(str.__new__, Markup)


class DirectCode(CodeGenerator):
    """`v.title` compiles to the attribute itself, `p.unit(u)` to the call, and words are escaped on the spot.

    Jinja would also try `v["title"]` and fall back to an undefined value; views are typed objects, so a
    missing attribute is a mistake either way.
    """

    def _output_child_pre(self, *_: Any) -> None:
        self.write("(escape_words(said) if (said := ")

    def _output_child_post(self, *_: Any) -> None:
        self.write(").__class__ is str else escape(said))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Templates call nothing but macros, which ask for no context."""
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        for i, argument in enumerate(node.args):
            self.write(", " if i else "(")
            self.visit(argument, frame)
        self.write(")" if node.args else "()")


class FastTemplate(Template):
    @classmethod
    def from_code(cls, environment: Environment, *compiled: Any) -> Template:
        """The template of compiled code, to which is given what `DirectCode` calls."""
        template = super().from_code(environment, *compiled)
        template.root_render_func.__globals__.update(escape=_escape, escape_words=_escape_inner, Macro=_macro)
        return template


class FastEnvironment(Environment):
    code_generator_class = DirectCode
    template_class = FastTemplate

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["join"] = joined


def environment_class(fast: bool) -> type[Environment]:
    """The class of the environment that compiles the templates."""
    return FastEnvironment if fast else Environment


def fragment(template: Template, fast: bool) -> Fragment:
    """`template` as a function."""
    if not fast:
        return lambda view: template.render(v=view)
    return _FastFragment(template)


class _FastFragment:
    """A compiled template with the one context that all its renderings share.

    `Template.render` would make a context anew for each; pages consist of a hundred thousand fragments.
    """

    def __init__(self, template: Template) -> None:
        self._context = template.new_context()
        self._root = template.root_render_func

    def __call__(self, view: Any) -> str:
        self._context.vars["v"] = view
        return "".join(self._root(self._context))


def _macro(_: Environment, function: Callable[..., str], __: str, wanted: Sequence[str], *___: Any) -> Any:
    """What Jinja's class `Macro` makes for calls with values in their order."""

    def call(*given: Any) -> Markup:
        if len(given) < len(wanted):
            given += (missing,) * (len(wanted) - len(given))
        return html(function(*given))

    return call


def joined(values: Iterable[Any], between: Any = "") -> Markup:
    """The filter `join`; Jinja's own looks at each value three times, and a matrix has thousands of cells."""
    return html(str.join(_escape(between), map(_escape, values)))


def _escape(value: Any) -> str:
    """What compiled templates call for each value: words, HTML and numbers take the short way."""
    kind = value.__class__
    if kind is str:
        return _escape_inner(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else str(escape(value))
