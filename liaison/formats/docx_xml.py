"""WordprocessingML as text: elements, escaping, and the units Word counts in."""

import re
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What XML 1.0 cannot hold, in any escaping.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def tag(name: str, /, *inside: str, **attributes: object) -> str:
    """<w:name w:attribute="…">inside</w:name>; attributes that are None are left out."""
    written = "".join(
        f" w:{key}={quoteattr(str(value))}" for key, value in attributes.items() if value is not None
    )
    content = "".join(inside)
    return f"<w:{name}{written}>{content}</w:{name}>" if content else f"<w:{name}{written}/>"


def part(name: str, *inside: str) -> str:
    """A whole part of the package, with the namespaces its elements are in."""
    return f'{HEAD}<w:{name} xmlns:w="{W}" xmlns:r="{R}">{"".join(inside)}</w:{name}>'


def text_of(text: str) -> str:
    """Text fit for XML."""
    return escape(UNWRITABLE.sub("", text))


def twips(millimetres: float) -> int:
    """Twentieths of a point."""
    return round(millimetres / 25.4 * 1440)
