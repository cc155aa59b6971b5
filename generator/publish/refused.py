"""What went wrong with a place: what the system says, or a library beneath, as a clause of Chinese."""

from __future__ import annotations

import errno

from generator.problems import system_words


class PlaceError(OSError):
    """What a place says, in Chinese already."""


def words_of_reading(error: OSError) -> str:
    """What went wrong where something was to be looked at, as a clause of Chinese."""
    return str(error.strerror) if isinstance(error, PlaceError) else system_words(error)


def words_of_writing(error: OSError) -> str:
    """The same where something was to be written."""
    is_refused = error.errno in (errno.EPERM, errno.EACCES) and not isinstance(error, PlaceError)
    return "没有写入权限" if is_refused else words_of_reading(error)
