"""The site's own templates said in Go's language: Hugo's words and elements stand in one place with ours.

Known is what the templates of a task page use: values, `for`, `if`, the filters `shared`, `shared_in_group`
and `shared_all`, macros of one argument. What else they may come to use is an UnknownToGoError here, never a
layout that says less.

JSON knows text, not HTML: which values are HTML, and pass unescaped, is read from the types of the views.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import Environment, nodes
from markupsafe import Markup, escape

_MACROS = "parts.html"
_JINJA = Environment(trim_blocks=True, lstrip_blocks=True)  # as generator.output.render has them


class UnknownToGoError(Exception):
    """A construct of a template that has no translation."""


@dataclass(frozen=True, slots=True)
class _Value:
    """An expression of Go, and the Python type of what it stands for."""

    code: str
    kind: Any


_Scope = dict[str, _Value]


def _go(action: str) -> str:
    return f"{{{{ {action} }}}}"


_END = _go("end")


def layout(pages: Path, template: str, view: type, code: str) -> str:
    """The template `template` of the folder `pages` as a Go template.

    `view` is the class of the view that it shows, `code` the Go expression of its fields as plain data.
    Raises UnknownToGoError.
    """
    translator = _Translator(pages)
    body = translator.fragment(template, _Value("$v", view))
    return "".join(translator.defined.values()) + _go(f"$v := {code}") + body


class _Translator:
    """What is shared while a template is translated: its parts, each defined once under its own name."""

    def __init__(self, pages: Path) -> None:
        self.pages = pages
        self.defined: dict[str, str] = {}
        self._kinds: dict[str, Any] = {}
        macros = self._parsed(_MACROS).find_all(nodes.Macro)
        self._macros = {macro.name: macro for macro in macros}

    def fragment(self, template: str, view: _Value) -> str:
        """A whole template; `view` is what it calls v."""
        return self._statements(self._parsed(template).body, {"v": view})

    def _parsed(self, template: str) -> nodes.Template:
        return _JINJA.parse((self.pages / template).read_text("utf-8"), template)

    def _called(self, name: str, argument: _Value, made: Callable[[_Value], str]) -> str:
        """A call of the definition `name`, which `made` makes at its first use; its argument has one type."""
        if self._kinds.setdefault(name, argument.kind) != argument.kind:
            raise UnknownToGoError(f"{name} shows {self._kinds[name]} here, {argument.kind} there")
        if name not in self.defined:
            self.defined[name] = ""  # a macro may call itself
            body = made(_Value("$v", argument.kind))
            self.defined[name] = _go(f'define "{name}"') + _go("$v := .") + body + _END + "\n"
        return _go(f'template "{name}" {argument.code}')

    def _part(self, node: nodes.Filter, scope: _Scope) -> str:
        """`view | shared("part.html")` or `views | shared_all("part.html", "、")`; Hugo makes each anew."""
        if node.name == "join" and node.node is not None:
            return self._join(node.node, _constant(node.args[0]), scope)
        if node.name not in ("shared", "shared_in_group", "shared_all") or node.node is None:
            raise UnknownToGoError(f"filter {node.name} in line {node.lineno}")
        template, *between = [_constant(argument) for argument in node.args]
        value = self._value(node.node, scope)
        is_one = node.name != "shared_all"
        one = value if is_one else _Value("$e", _element(value.kind))
        call = self._called(template, one, lambda view: self.fragment(template, view))
        if is_one:
            return call
        separator = _go("if $i") + str(escape(between[0])) + _END if between else ""
        return _go(f"range $i, $e := {value.code}") + separator + call + _END

    def _join(self, items: nodes.Expr, between: str, scope: _Scope) -> str:
        """`names | join("、")`."""
        ahead = _go("if $i") + str(escape(between)) + _END
        return _go(f"range $i, $e := {self._value(items, scope).code}") + ahead + _go("$e") + _END

    def _macro(self, node: nodes.Call, scope: _Scope) -> str:
        """`p.steps(m.steps)`, or `steps(s.steps)` inside the macro itself."""
        name = node.node.attr if isinstance(node.node, nodes.Getattr) else getattr(node.node, "name", "")
        if name not in self._macros or len(node.args) != 1 or len(self._macros[name].args) != 1:
            raise UnknownToGoError(f"call of {name or node.node}")
        body, [parameter] = self._macros[name].body, self._macros[name].args
        argument = self._value(node.args[0], scope)
        return self._called(name, argument, lambda value: self._statements(body, {parameter.name: value}))

    def _statements(self, body: list[nodes.Node], scope: _Scope) -> str:
        return "".join(self._statement(node, scope) for node in body)

    def _statement(self, node: nodes.Node, scope: _Scope) -> str:
        if isinstance(node, nodes.Output):
            return "".join(self._shown(part, scope) for part in node.nodes)
        if isinstance(node, nodes.If):
            return self._if(node, scope)
        if isinstance(node, nodes.For):
            return self._for(node, scope)
        raise UnknownToGoError(f"{type(node).__name__} in line {node.lineno}")

    def _if(self, node: nodes.If, scope: _Scope) -> str:
        made = _go(f"if {self._test(node.test, scope)}") + self._statements(node.body, scope)
        for other in node.elif_:
            made += _go(f"else if {self._test(other.test, scope)}") + self._statements(other.body, scope)
        if node.else_:
            made += _go("else") + self._statements(node.else_, scope)
        return made + _END

    def _for(self, node: nodes.For, scope: _Scope) -> str:
        if not isinstance(node.target, nodes.Name) or node.else_ or node.test:
            raise UnknownToGoError(f"this for in line {node.lineno}")
        name, items = node.target.name, self._value(node.iter, scope)
        inner = {**scope, name: _Value(f"${name}", _element(items.kind)), "loop": _Value(f"$n_{name}", int)}
        body = self._statements(node.body, inner)
        return _go(f"range $n_{name}, ${name} := {items.code}") + body + _END

    def _shown(self, node: nodes.Node, scope: _Scope) -> str:
        """What stands between {{ and }}, and the text outside."""
        match node:
            case nodes.TemplateData():
                return node.data
            case nodes.Const():
                return str(escape(node.value))
            case nodes.Filter():
                return self._part(node, scope)
            case nodes.Call():
                return self._macro(node, scope)
            case nodes.CondExpr():
                chosen = self._shown(node.expr1, scope)
                other = _go("else") + self._shown(node.expr2, scope) if node.expr2 else ""
                return _go(f"if {self._test(node.test, scope)}") + chosen + other + _END
        value = self._value(node, scope)
        return _go(f"safeHTML {value.code}" if value.kind is Markup else value.code)

    def _value(self, node: nodes.Node, scope: _Scope) -> _Value:
        """A name in sight, or a field of one."""
        if isinstance(node, nodes.Name) and node.name in scope:
            return scope[node.name]
        if isinstance(node, nodes.Getattr):
            of = self._value(node.node, scope)
            if node.attr in (fields := get_type_hints(of.kind)):
                return _Value(f"{of.code}.{node.attr}", _present(fields[node.attr]))
        raise UnknownToGoError(f"{node} in line {node.lineno}")

    def _test(self, node: nodes.Node, scope: _Scope) -> str:
        """A condition; what is empty, zero or nothing is false in both languages."""
        match node:
            case nodes.And() | nodes.Or():
                word = type(node).__name__.lower()
                return f"({word} {self._test(node.left, scope)} {self._test(node.right, scope)})"
            case nodes.Not():
                return f"(not {self._test(node.node, scope)})"
            case nodes.Test(name="none"):
                return f"(eq {self._value(node.node, scope).code} nil)"
            case nodes.Getattr(node=nodes.Name(name="loop"), attr="first") if "loop" in scope:
                return f"(eq {scope['loop'].code} 0)"
        return self._value(node, scope).code


def _constant(node: nodes.Node) -> str:
    if not isinstance(node, nodes.Const):
        raise UnknownToGoError(f"{node} in line {node.lineno} is no constant")
    return str(node.value)


def _present(kind: Any) -> Any:
    """A type without its None."""
    if get_origin(kind) in (Union, types.UnionType):
        [kind] = [part for part in get_args(kind) if part is not type(None)]
    return kind


def _element(kind: Any) -> Any:
    """The type of what a list holds. Raises UnknownToGoError for other types."""
    if get_origin(kind) is not list:
        raise UnknownToGoError(f"{kind} is no list")
    return _present(get_args(kind)[0])
