"""The words between a property's name and its colon: `;TYPE=work,voice`, `;WORK;VOICE`, `;PREF=1`."""

import binascii
import re
from dataclasses import dataclass
from functools import lru_cache

from liaison.formats.vcard_charsets import FileCharset, codec_for
from liaison.formats.vcard_text import one_line

# vCard 2.1 lets the value of any parameter stand alone; these are not types.
_BARE_ENCODINGS = {"quoted-printable", "q", "base64", "b", "8bit", "7bit"}
_BARE_OTHERS = _BARE_ENCODINGS | {"inline", "url", "content-id", "cid", "vcard"}
# Says "this is an e-mail address", which the property's name has said already.
_SAYS_NOTHING = {"internet"}
# Some Android phones write a label of the user's own this way.
_CUSTOM = re.compile(rb"X-CUSTOM\((?:.*,)?([^,]*)\)$", re.IGNORECASE | re.DOTALL)
_HEADERS_REMEMBERED = 256
_TYPE = re.compile(r"[A-Za-z0-9-]+")
_CARET = re.compile(r"\^([\^n'])")
_CARET_MEANINGS = {"^": "^", "n": "\n", "'": '"'}


@dataclass(frozen=True)
class Parameters:
    """`types` as `in_order` leaves them; `named` holds the rest, names in capitals."""

    types: tuple[str, ...]
    named: dict[str, str]


@lru_cache(maxsize=_HEADERS_REMEMBERED)
def read_parameters(parts: tuple[bytes, ...], charset: FileCharset) -> Parameters:
    """Types from `TYPE=`, from bare words and from `PREF=`; everything else by its name."""
    types: list[str] = []
    named: dict[str, str] = {}
    for part in parts:
        custom = _CUSTOM.match(part)
        key, equals, value = charset.decode(part).partition("=")
        if custom:
            types.append(_custom_label(custom[1], charset))
        elif not equals:
            types.extend(filter(_may_be_type, _values(key)))
        elif key.strip().upper() == "TYPE":
            types.extend(_values(value))
        elif key.strip().upper() == "PREF":
            types.append("pref")
        else:
            named[key.strip().upper()] = ",".join(_values(value))
    return Parameters(in_order(types), named)


def in_order(words: list[str]) -> tuple[str, ...]:
    """Types in lower case as first met, each once, then `pref`, then what the user wrote as one label."""
    once = dict.fromkeys(_as_type(one_line(word)) for word in words)
    types = [word for word in once if is_type(word) and word not in _SAYS_NOTHING and word != "pref"]
    preferred = ["pref"] if "pref" in once else []
    label = " ".join(word for word in once if word and not is_type(word))
    return (*types, *preferred, label) if label else (*types, *preferred)


def is_type(word: str) -> bool:
    """Letters, digits and hyphens, as the standards allow for TYPE; anything else is a label."""
    return _TYPE.fullmatch(word) is not None


def _as_type(word: str) -> str:
    return word.lower() if is_type(word) else word


def _values(text: str) -> list[str]:
    """`"voice,home"`, `voice,home` and `"a;b"`: quotes off, carets undone (RFC 6868), cut at commas."""
    plain = _CARET.sub(lambda found: _CARET_MEANINGS[found[1]], text.replace('"', ""))
    return [one_line(word) for word in plain.split(",") if word.strip()]


def _may_be_type(word: str) -> bool:
    lower = word.lower()
    return lower not in _BARE_OTHERS and codec_for(lower) is None


def _custom_label(quoted_printable: bytes, charset: FileCharset) -> str:
    return charset.decode(binascii.a2b_qp(quoted_printable), "utf-8", was_encoded=True)
