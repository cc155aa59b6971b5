"""The QR code of a page's permanent address: whoever holds a printed document finds the page again."""

from __future__ import annotations

import io

from markupsafe import Markup

_MASK = 3  # every third module on the slant: neither rows nor columns of it, as the text of an address has


def qr_code(address: str) -> Markup:
    """The code of `address` as an SVG that takes its size from the style; a quiet zone of four modules is
    around it.
    """
    import segno  # a tenth of a second that a check without pages need not wait for

    made = io.BytesIO()
    # Any of the eight masks can be read; to weigh them all takes five times as long as the code.
    segno.make(address, error="m", micro=False, mask=_MASK).save(
        made, kind="svg", xmldecl=False, svgns=False, omitsize=True, svgclass=None, lineclass=None, nl=False
    )
    return Markup(made.getvalue().decode())  # made of numbers alone
