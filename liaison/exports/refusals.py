"""Why a list cannot be taken away."""


class NoSuchList(LookupError):
    """There is no such list, or not for these eyes."""
