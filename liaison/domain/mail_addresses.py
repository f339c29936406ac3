"""What is a mail address, as far as a mistyped one and a second header line are to be told from it."""

import re

_ADDRESS = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+\.[^\s@<>(),;:\"]+")


def is_mail_address(text: str) -> bool:
    """One address without a name: zhangmin@example.gov.cn."""
    return _ADDRESS.fullmatch(text) is not None
