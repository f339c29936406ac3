"""Which characters the octets of a card stand for: marks, labels, and a judgement where there are none.

Phones label GB2312 what is GBK, Outlook labels nothing at all. `vcard_lines.py` cuts the lines.
"""

from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_STRETCH = 64 * 1024
UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_STARTS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"B\0": "utf-16-le", b"\0B": "utf-16-be"}

# GB18030 holds GBK and GB2312 at the same octets, so one codec serves whichever the label claims.
_GB_LABELS = ("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "ms936", "windows-936", "euc-cn", "gb18030")
_CODECS = dict.fromkeys(_GB_LABELS, "gb18030") | {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "big5": "cp950",
    "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "koi8-r": "koi8_r",
}
# Only names of this table reach Python's codecs: a file must not be able to ask for `zlib` or `punycode`.
_CODECS |= {f"windows-{page}": f"cp{page}" for page in range(1250, 1259)}
_CODECS |= {f"iso-8859-{part}": f"iso8859_{part}" for part in range(1, 17) if part != 12}


def codec_for(label: str) -> str | None:
    """Python's codec for a CHARSET label; None when unknown or `us-ascii`, said of anything."""
    return _CODECS.get(label.strip().lower())


@dataclass(frozen=True)
class FileCharset:
    """How values without a label are read; `certain` when a byte order mark said so."""

    codec: str = "utf-8"
    certain: bool = False

    def decode(self, octets: bytes, label: str = "", *, was_encoded: bool = False) -> str:
        """The text of one value; what no charset explains becomes U+FFFD, never an error.

        `was_encoded`: they came out of quoted-printable or base64, so a mark on the file says nothing.
        """
        if octets.isascii() and not label:
            return octets.decode("ascii")
        if self.certain and not was_encoded:
            return octets.decode("utf-8", "replace")
        likeliest = codec_for(label) or self.codec
        for codec in (likeliest, "utf-8", "gb18030"):
            try:
                return octets.decode(codec)
            except UnicodeDecodeError:
                continue
        return octets.decode(likeliest, "replace")


def unmarked(octets: bytes) -> tuple[bytes, bool]:
    """The file in an ASCII-compatible form (UTF-16 becomes UTF-8), and whether that makes it certain."""
    if octets.startswith(UTF8_MARK):
        return octets[len(UTF8_MARK) :], True
    codec = _UTF16_STARTS.get(octets[:2])
    if codec is None:
        return octets, False
    return octets.decode(codec, "replace").encode("utf-8", "replace"), True


def judge(values: Iterable[tuple[bytes, str]]) -> FileCharset:
    """The charset of a file without a mark, from `(octets, label)` of its values.

    UTF-8 if most unlabelled values are, else what other values are labelled, else GB18030. The whole file
    is asked because a name of two characters in GBK is valid UTF-8 about one time in ten.
    """
    votes: Counter[bool] = Counter()
    labelled = "gb18030"
    for octets, label in values:
        codec = codec_for(label)
        if codec is None:
            votes[is_utf8(octets)] += 1
        elif codec != "utf-8":
            labelled = codec
    return FileCharset("utf-8" if votes[True] > votes[False] or not votes[False] else labelled)


def is_utf8(octets: bytes) -> bool:
    """Valid UTF-8 to the last octet; a large file is not copied to find out."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(octets), _STRETCH):
            decoder.decode(octets[start : start + _STRETCH])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
