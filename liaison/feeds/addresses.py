"""The links of a feed, and the square a telephone reads them from."""

from dataclasses import dataclass

import segno
from markupsafe import Markup


@dataclass(frozen=True)
class FeedAddress:
    """One feed's address in the two forms that calendar programs take."""

    url: str

    @property
    def webcal(self) -> str:
        """Opens the calendar program of most telephones and computers."""
        return "webcal" + self.url[self.url.index(":") :]

    @property
    def square(self) -> Markup:
        """A QR code as an inline drawing without any style of its own."""
        drawing = segno.make(self.url, error="m").svg_inline(
            svgclass=None, lineclass=None, border=2, omitsize=True
        )
        return Markup(drawing)
