"""Numbers in addresses. A larger one than any column holds stands for no record, and must not reach the database."""

from werkzeug.routing import IntegerConverter, ValidationError

LARGEST = 2**31 - 1


def storable_number(text: str) -> int:
    """An id or a count from a query; ValueError for what is no number or fits no column."""
    number = int(text)
    if abs(number) > LARGEST:
        raise ValueError(f"{text[:20]} is beyond any record")
    return number


def number_or_none(text: str) -> int | None:
    """The same where anything else has a meaning of its own."""
    try:
        return storable_number(text)
    except ValueError:
        return None


class StorableNumber(IntegerConverter):
    """What <int:…> means in our addresses: too large a number is not found."""

    def to_python(self, value: str) -> int:
        try:
            return storable_number(value)
        except ValueError as error:
            raise ValidationError from error


def in_megabytes(size: int) -> str:
    """32 MiB as 32; what is less than ten with one more place."""
    return f"{size / 1024 / 1024:.2g}" if size < 10 * 1024 * 1024 else str(size // 1024 // 1024)
