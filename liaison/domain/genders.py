"""Gender as it is stored and as audiences and forms of address ask for it; 男 and 女 are words for screens and sheets."""

from enum import StrEnum


class Gender(StrEnum):
    """Nothing is stored where it is not known."""

    MALE = "male"
    FEMALE = "female"
