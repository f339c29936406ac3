"""Why a list cannot be taken away."""


class NoSuchList(LookupError):
    """There is no such list, or not for these eyes."""


class TooLong(Exception):
    """More than may be counted at once; narrower filters help."""
