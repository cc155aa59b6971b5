"""What a record of content/ is, and the plain values that its fields hold: texts, ids, addresses, days."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar, cast, dataclass_transform
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.dataclasses import dataclass as pydantic_dataclass
from pydantic.fields import FieldInfo

from generator.model.routes import ID
from generator.model.values import Table, code_of, written

# `source` hands over text without white space around it and without control characters.
Text = Annotated[str, StringConstraints(min_length=1)]
Id = Annotated[str, StringConstraints(pattern=f"^{ID}$")]


def _with_host(url: str) -> str:
    """Raises ValueError for an address that cannot be taken apart, such as https://[x/ or https://a:x/."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port  # a port that is no number raises only when it is asked for
    except ValueError:
        host = None
    if not host:
        raise ValueError("url")
    return url


Url = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[^\s<>\"']+$", max_length=2000),
    AfterValidator(_with_host),
]


_WRITTEN_DATE = re.compile(r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?", re.ASCII)


def _day(value: Any) -> Any:
    """Refuse what pydantic would read as Unix time or in a zone:
    20240322 and +5 are typing slips, not 1970.
    """
    if isinstance(value, str) and not _WRITTEN_DATE.fullmatch(value):
        raise ValueError("date-digits")
    return value


Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[date | datetime, Field(union_mode="left_to_right"), BeforeValidator(_day)]


def either_way(table: Table) -> Any:
    """Marks a field whose value may be written as a word of the table or as a code."""
    return BeforeValidator(code_of(table), json_schema_input_type=Literal.__getitem__(tuple(written(table))))


R = TypeVar("R")
# Deferred, for of a record inside others no validator of its own is ever asked for.
_CONFIG = ConfigDict(extra="forbid", defer_build=True)
_dataclass = pydantic_dataclass(frozen=True, slots=True, kw_only=True, config=_CONFIG)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
def record(cls: type[R]) -> type[R]:
    """A record: unknown keys are mistakes, and it never changes after it was read.

    Dataclasses with slots rather than models: a site of ten thousand tasks holds a hundred thousand records,
    and these take a third of the memory and half of the time.
    """
    return cast(type[R], _dataclass(cls))


@record
class Record:
    """What all records have in common: nothing but being one."""


_NOTHING: list[Any] = []


def nothing() -> list[Any]:
    """The list of every field where nothing stands, one for all: no record ever changes. Of the lists of a
    large site four in five are empty, and took a fifth of the room of the library.
    """
    return _NOTHING


def validated(model: type[R], tree: Any) -> R:
    """The record that a tree of dicts, lists and strings describes. Raises pydantic.ValidationError."""
    validator: Any = model.__pydantic_validator__  # type: ignore[attr-defined]
    return cast(R, validator.validate_python(tree))


def fields_of(model: type[Any]) -> dict[str, FieldInfo]:
    """The fields of a record by the name that stands in the YAML."""
    fields = cast(dict[str, FieldInfo], model.__pydantic_fields__)
    return {field.alias or name: field for name, field in fields.items()}
