"""What is kept of a file's name."""

import pytest

from liaison.domain.file_names import LONGEST, clean_file_name, ending_of, size_words


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("来函.pdf", "来函.pdf"),
        ("C:\\桌面\\关于 会议.docx", "关于 会议.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nb.txt", "a b.txt"),
        ("函\u202efdp.exe", "函fdp.exe"),
        ("a\x00b?.pdf", "ab.pdf"),
        (".htaccess", "htaccess"),
        ("...", "未命名"),
        ("", "未命名"),
    ],
)
def test_a_name_is_made_harmless(sent: str, kept: str):
    assert clean_file_name(sent) == kept


def test_a_long_name_keeps_its_ending():
    kept = clean_file_name("长" * 300 + ".pdf")
    assert len(kept) == LONGEST and kept.endswith("长.pdf")


def test_endings_and_sizes():
    assert [ending_of(name) for name in ("A.PDF", "b.tar.gz", "c")] == ["pdf", "gz", ""]
    assert [size_words(size) for size in (900, 2048, 3_565_158)] == ["900 B", "2 KB", "3.4 MB"]
