"""What every refusal of the domain and the formats has in common: a Chinese sentence with places, which a page may translate.

The sentences are collected for translation like those of the screen (translations/refresh.py): literal ones where the
error is raised, those in tables where they are wrapped in `sentence`.
"""

from collections.abc import Callable
from typing import ClassVar


def as_it_is(text: str) -> str:
    """No translation: the Chinese original."""
    return text


def sentence(text: str) -> str:
    """Marks a refusal's sentence that stands in a table, so that it is collected for translation."""
    return text


class Refusal(ValueError):
    """`template` is the Chinese sentence, `params` what stands in its places.

    As text it is the sentence in the reader's language: the application sets `translated` once, when it is made.
    """

    translated: ClassVar[Callable[[str], str]] = staticmethod(as_it_is)

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template)
        self.template, self.params = template, params

    def __str__(self) -> str:
        return Refusal.translated(self.template).format(**self.params)


def told(template: str, **params: object) -> str:
    """A sentence of the domain that refuses nothing, in the reader's language; collected for translation likewise."""
    return Refusal.translated(template).format(**params)


class CodedRefusal(Refusal):
    """One that programs tell apart by a stable `code`."""

    def __init__(self, code: str, template: str, **params: object) -> None:
        super().__init__(template, **params)
        self.code = code


class FieldRefusal(Refusal):
    """One that belongs to an input, named by `field`."""

    def __init__(self, field: str, template: str, **params: object) -> None:
        super().__init__(template, **params)
        self.field = field
