"""How a document is set: faces with those that stand in for them, styles by their role, and the page.

OFFICIAL follows GB/T 9704-2012: A4, 37 mm above and 28 mm left of a type area of 156 by 225 mm, 22 lines of 28
characters of 16 point. WORKING is what an office prints for its own desk: closer lines, narrower margins.
"""

from dataclasses import dataclass
from enum import StrEnum

RED = "FF0000"


class Face(StrEnum):
    """Typefaces by the names Word and WPS know them under."""

    FANGSONG = "仿宋"
    HEITI = "黑体"
    SONGTI = "宋体"
    KAITI = "楷体"
    XIAOBIAOSONG = "方正小标宋简体"


# What a machine without the face is asked to take instead, first that it has.
STAND_INS = {
    Face.FANGSONG: ("仿宋_GB2312", "FangSong", "STFangsong", "Noto Serif CJK SC"),
    Face.HEITI: ("SimHei", "Heiti SC", "Noto Sans CJK SC"),
    Face.SONGTI: ("SimSun", "Songti SC", "Noto Serif CJK SC"),
    Face.KAITI: ("楷体_GB2312", "KaiTi", "STKaiti", "Noto Serif CJK SC"),
    Face.XIAOBIAOSONG: ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "宋体", "Noto Serif CJK SC"),
}
LATIN = {Face.HEITI: "Arial"}  # all others set Latin letters and figures in Times New Roman


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    BOTH = "both"


class Numbering(StrEnum):
    """Where the page number stands: nowhere, in the middle, or outside on facing pages as GB/T 9704 asks."""

    NONE = "none"
    CENTRE = "centre"
    OUTER = "outer"


@dataclass(frozen=True)
class Style:
    """One role of a paragraph. Points, but `first_chars` in characters; `line` 0 leaves the height to the face."""

    face: Face
    points: float
    bold: bool = False
    align: Align = Align.LEFT
    line: float = 0
    before: float = 0
    after: float = 0
    first_chars: int = 0
    outline: int | None = None  # 0 for the first level of headings
    keep_next: bool = False
    colour: str = ""


@dataclass(frozen=True)
class Setup:
    """The page in millimetres. `lines` sets the pitch of the page's grid; `chars` of `grid_points` fit in a line.

    The characters are fitted by the styles' spacing, not by Word's character grid, which programs read differently.
    """

    top: float
    right: float
    bottom: float
    left: float
    width: float = 210
    height: float = 297
    lines: int = 0
    chars: int = 0
    grid_points: float = 16  # the size of type of which `chars` stand in a line
    numbering: Numbering = Numbering.CENTRE
    number_points: float = 14

    @property
    def type_width(self) -> float:
        return self.width - self.left - self.right

    def spacing(self, points: float) -> float:
        """Points between characters of this size, so that the line takes its number of them."""
        if not self.chars or points != self.grid_points:
            return 0
        return self.type_width / 25.4 * 72 / self.chars - points

    @property
    def type_height(self) -> float:
        return self.height - self.top - self.bottom


@dataclass(frozen=True)
class Look:
    """A page and its styles; every look knows the same roles."""

    setup: Setup
    styles: dict[str, Style]


LINE = 28  # points: 22 lines of the type area
OFFICIAL = Look(
    Setup(37, 26, 35, 28, lines=22, chars=28, numbering=Numbering.OUTER),
    {
        "masthead": Style(Face.XIAOBIAOSONG, 36, align=Align.CENTRE, colour=RED, after=28),
        "number": Style(Face.FANGSONG, 16, align=Align.CENTRE, line=LINE),
        "title": Style(
            Face.XIAOBIAOSONG, 22, align=Align.CENTRE, line=35, before=28, after=14, keep_next=True
        ),
        "heading1": Style(Face.HEITI, 16, line=LINE, first_chars=2, outline=0, keep_next=True),
        "heading2": Style(Face.KAITI, 16, line=LINE, first_chars=2, outline=1, keep_next=True),
        "heading3": Style(
            Face.FANGSONG, 16, bold=True, line=LINE, first_chars=2, outline=2, keep_next=True
        ),
        "body": Style(Face.FANGSONG, 16, align=Align.BOTH, line=LINE, first_chars=2),
        "flush": Style(Face.FANGSONG, 16, align=Align.BOTH, line=LINE),
        "signature": Style(Face.FANGSONG, 16, align=Align.RIGHT, line=LINE),
        "note": Style(Face.FANGSONG, 14, line=22),
        "table": Style(Face.FANGSONG, 12, line=18),
        "table_head": Style(Face.HEITI, 12, align=Align.CENTRE, line=18, keep_next=True),
        "footer": Style(Face.SONGTI, 14),
    },
)
WORKING = Look(
    Setup(18, 16, 16, 18, number_points=9),
    {
        "masthead": Style(Face.HEITI, 12, align=Align.CENTRE, after=2),
        "number": Style(Face.SONGTI, 10.5, align=Align.CENTRE, line=17),
        "title": Style(Face.HEITI, 18, align=Align.CENTRE, line=28, after=4, keep_next=True),
        "heading1": Style(Face.HEITI, 14, line=22, before=12, after=3, outline=0, keep_next=True),
        "heading2": Style(Face.HEITI, 12, line=19, before=8, after=2, outline=1, keep_next=True),
        "heading3": Style(Face.SONGTI, 10.5, bold=True, line=17, before=4, outline=2, keep_next=True),
        "body": Style(Face.SONGTI, 10.5, align=Align.BOTH, line=17, after=2),
        "flush": Style(Face.SONGTI, 10.5, line=17, after=3),
        "signature": Style(Face.SONGTI, 10.5, align=Align.RIGHT, line=17),
        "note": Style(Face.SONGTI, 9, line=14),
        "table": Style(Face.SONGTI, 9.5, line=14),
        "table_head": Style(Face.HEITI, 9.5, line=14, keep_next=True),
        "footer": Style(Face.SONGTI, 9),
    },
)
