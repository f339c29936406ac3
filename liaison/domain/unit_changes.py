"""更名 · 并入 · 撤销."""

from enum import StrEnum


class UnitChangeKind(StrEnum):
    """What happened to the unit itself, on a day."""

    RENAMED = "renamed"
    MERGED = "merged"
    DISSOLVED = "dissolved"
