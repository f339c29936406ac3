"""Folding traditional and variant characters to one standard form, so that 陳 finds 陈 and 峯 finds 峰.

For search keys, matching hints and order only: the folding loses what tells 於 from 于, so a folded text
is never shown or stored as a name. The pairs in ``tables/variants.csv`` follow the State's tables of
simplified characters (1986, 2013) as the Unicode project lists them, with the variants and Japanese forms
that names use added. Characters that are a name of their own in modern texts (乾, 著, 藉) are left alone.
"""

from functools import cache

from .table_files import table_rows


def fold(text: str) -> str:
    """The text with every known traditional or variant character in its standard form."""
    return text.translate(_standard_forms())


@cache
def _standard_forms() -> dict[int, str]:
    return {ord(other): row["standard"] for row in table_rows("variants") for other in row["others"]}
