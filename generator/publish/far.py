"""A place on another machine: what it says when it refuses, in Chinese, and its address without the password.

The libraries beneath have errors of their own each, and are there only where they were installed; they are
told apart by what they are called and say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from generator.problems import Problem, ProblemsError
from generator.publish.refused import PlaceError

_SAID = [
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"BadHostKey", "服务器的主机密钥与 ~/.ssh/known_hosts 里记的不同，请问清是换了服务器，还是有人冒充"),
        (
            r"not found in known_hosts",
            "~/.ssh/known_hosts 里没有这台服务器，请先用 ssh 登录一次，核对指纹",
        ),
        (
            r"Authentication|PasswordRequired|Unauthenticated|InvalidAccessKeyId|SignatureDoesNotMatch|"
            r"ExpiredToken|MissingCredential|no credentials|Error loading credentials|instance metadata",
            "登录没有成功，请核对用户名、密码或密钥",
        ),
        (r"builder error", "那里不是 https；确要用 http 的，请设环境变量 AWS_ALLOW_HTTP=true"),
        (r"NoSuchBucket|bucket does not exist", "没有这个存储桶"),
        (r"PermissionDenied|AccessDenied|\b403\b", "没有权限"),
        (r"QuotaExceeded|InsufficientStorage|StorageFull|\b507\b", "存储空间已满"),
        (r"gaierror|Name or service not known|No address associated|dns error", "找不到这台主机"),
        (r"NoValidConnections|refused|unreachable|error sending request|tcp connect", "连不上"),
        (r"time[d ]*out", "等了很久没有回应"),
        (r"EOFError|dropped|reset by peer|closed|Broken pipe|^SSHException: $", "连接断了"),
        (
            r"^(?:OSError|IOError): Failure",
            "服务器没有说明原因（Failure），常见的是磁盘已满、配额用完，或有同名的目录挡着",
        ),
        (r"size mismatch in put", "文件没有写全，常见的是磁盘已满、配额用完"),
    )
]
_LONGEST = 160  # characters of what has no words here


@contextmanager
def as_place_error(name: str) -> Iterator[None]:
    """Whatever a library raises as an OSError of this place; what the system itself says stays as it is."""
    try:
        yield
    except (PlaceError, ImportError):
        raise
    except OSError as error:
        if error.errno is None or not error.strerror or words_of(error):
            raise PlaceError(error.errno, told(error), name) from error
        error.filename = name
        raise
    except Exception as error:
        raise PlaceError(None, told(error), name) from error


def told(error: Exception) -> str:
    """What a library says, as a clause of Chinese. Pure."""
    said = " ".join(_said_by(error).split())
    return words_of(error) or f"那边报告 {said if len(said) <= _LONGEST else said[:_LONGEST] + '…'}"


def _said_by(error: Exception) -> str:
    """Its name and its message, without what is for those who mend the library."""
    return f"{type(error).__name__}: {error}".partition("\n\nDebug source")[0]


def words_of(error: Exception) -> str:
    """The words for what is known, else nothing."""
    said = _said_by(error)
    return next((words for pattern, words in _SAID if pattern.search(said)), "")


def without_password(text: str) -> str:
    """The address as it may be printed."""
    scheme, _, rest = text.partition("://")
    who, at, where = rest.rpartition("@")
    return f"{scheme}://{who.partition(':')[0]}{at}{where}"


def not_installed(name: str) -> ProblemsError:
    hint = "请运行 .venv/bin/pip install 'gongkai[publish]'；不能安装的，先发布到一个目录，再拷过去"
    return ProblemsError([Problem(name, 0, 0, "发布到这样的地址还缺少程序", hint, rule="publish")])
