"""A document as it is typed: 机关/文件, or the path of its file, which a terminal completes."""

from __future__ import annotations

from pathlib import Path


def ref_of(typed: str, content: Path) -> str:
    """The `agency/document` that is meant; what is neither of the two comes back as it is."""
    bare = typed.strip().rstrip("/").removesuffix(".yml")
    path, root = Path(bare).absolute(), content.absolute()
    if path.parent.parent in (root, root.resolve()):
        return f"{path.parent.name}/{path.name}"
    return bare.removeprefix("./")
