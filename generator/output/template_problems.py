"""A mistake in a template as a sentence with its file and line, instead of a traceback."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from jinja2 import TemplateNotFound, TemplateSyntaxError

from generator.problems import Problem

_HINT = "请改正这个模板，或恢复原来的版本"


def template_problem(error: Exception, templates: Path) -> Problem | None:
    """What is wrong with which of the `templates`; None where the mistake is in no template."""
    if isinstance(error, TemplateSyntaxError):
        file = error.filename or error.name or ""
        return _problem(file, error.lineno, f"模板的写法不对（{error.message}）", templates)
    if isinstance(error, UnicodeDecodeError):
        return _problem(str(templates), 0, "有模板不是 UTF-8 编码", templates)
    place = _place(error.__traceback__)
    if isinstance(error, TemplateNotFound):
        return _problem(*(place or (str(templates), 0)), f"找不到模板“{error.name}”", templates)
    if place is None:
        return None
    return _problem(*place, f"模板在这里出错（{error}）", templates)


def _place(trace: TracebackType | None) -> tuple[str, int] | None:
    """File and line of the innermost template that was at work."""
    place = None
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            place = template.filename or "", template.get_corresponding_lineno(trace.tb_lineno)
        elif trace.tb_frame.f_code.co_filename.endswith(".html"):  # Jinja has put the place there itself
            place = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return place


def _problem(file: str, line: int, what: str, templates: Path) -> Problem:
    path = Path(file)
    shown = path.relative_to(templates.parent) if path.is_relative_to(templates.parent) else path
    return Problem(str(shown), line, 1 if line else 0, what, _HINT, rule="templates")
