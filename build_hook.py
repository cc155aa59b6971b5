"""What a wheel needs besides the package: the templates, which a checkout keeps beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools.command.build_py import build_py

TEMPLATES = Path("templates")


class WithTemplates(build_py):
    """Puts templates/ into the package as `_templates`; `generator.output.render.templates_of` finds them."""

    def run(self) -> None:
        """An editable install keeps to the checkout. What an earlier build left is no part of this one."""
        inside = Path(self.build_lib, "generator")
        if not self.editable_mode:
            shutil.rmtree(inside, ignore_errors=True)
        super().run()
        if not self.editable_mode:
            shutil.copytree(TEMPLATES, inside / "_templates")
