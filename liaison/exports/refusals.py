"""Why a list cannot be taken away."""


class NoSuchList(LookupError):
    """There is no such list, or not for these eyes."""


class FilterError(ValueError):
    """A filter that cannot be, with the words that say so."""


class TooLong(Exception):
    """More than may be counted at once; narrower filters help."""
