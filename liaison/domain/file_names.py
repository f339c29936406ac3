"""Names of files people send: what is kept of one so that it can be shown and saved again without surprises."""

import unicodedata

LONGEST = 120
FORBIDDEN = '<>:"|?*'
UNNAMED = "未命名"


def clean_file_name(text: str) -> str:
    """The last part of a path, without control and direction marks, not hidden, at most 120 characters.

    The ending is kept when the rest must be shortened.
    """
    name = text.replace("\\", "/").rpartition("/")[2]
    name = "".join(" " if c.isspace() else c for c in name if is_plain(c))
    name = " ".join(name.split()).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return name[:LONGEST] or UNNAMED
    ending = ending[:10].strip()
    return f"{stem[: LONGEST - len(ending) - 1].rstrip() or UNNAMED}.{ending}"


def is_plain(character: str) -> bool:
    """Neither control nor format character (which may turn a name round), nor one that file systems refuse."""
    return character.isspace() or (
        character not in FORBIDDEN and unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )


def ending_of(name: str) -> str:
    """The ending in small letters: "pdf"; empty without one."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def size_words(size: int) -> str:
    """900 B, 12 KB, 3.4 MB."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size // 1024} KB"
    return f"{size / (1024 * 1024):.1f}".removesuffix(".0") + " MB"
