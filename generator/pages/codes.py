"""The QR code of a page's permanent address: whoever holds a printed document finds the page again."""

from __future__ import annotations

import io

from markupsafe import Markup


def qr_code(address: str) -> Markup:
    """The code of `address` as an SVG that takes its size from the style; a quiet zone of four modules is
    around it.
    """
    import segno  # a tenth of a second that a check without pages need not wait for

    made = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        made, kind="svg", xmldecl=False, svgns=False, omitsize=True, svgclass=None, lineclass=None, nl=False
    )
    return Markup(made.getvalue().decode())  # made of numbers alone
