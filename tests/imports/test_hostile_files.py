"""Files that mean harm or went wrong on the way, by the page and by the command: a message, nothing written, and a
corrected file goes on from there. What the reader does with each shape is in tests/formats.
"""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from formats.sheet_samples import MAIN, SHEET_PART, inline, workbook_parts, write_zip
from imports.conftest import HEAD, agree, stored, upload, upload_large
from page_checks import CheckedClient
from sqlalchemy import func, select

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.formats.sheet_limits import MEGABYTE
from liaison.interactions.models import Interaction
from liaison.units.models import Unit

Shape = tuple[str, Callable[[Path], Path]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADINGS = f'<row r="1">{inline("单位")}{inline("姓名", "B1")}</row>'
UNUSUAL = 123_457  # a part of just this size, so that its size can be found in the zip's directory
GOOD = HEAD + "市第三中学,林冲,主任,13900001111,,,\n"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:林;冲;;;\r\nFN:林冲\r\n"


def written(name: str, content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return write


def zipped(cells: str, **more: str) -> Callable[[Path], Path]:
    return lambda folder: write_zip(folder / "表.xlsx", workbook_parts(cells, **more))


def bomb(folder: Path) -> Path:
    """Says that one of its parts takes 600 MB."""
    path = write_zip(folder / "表.xlsx", workbook_parts(HEADINGS) | {"xl/media/a.bin": b"\0" * UNUSUAL})
    small, large = UNUSUAL.to_bytes(4, "little"), (600 << 20).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(small, large))
    return path


def laughs(folder: Path) -> Path:
    parts = workbook_parts(HEADINGS)
    parts["xl/workbook.xml"] = (
        '<!DOCTYPE x [<!ENTITY a "ha">]>' + parts["xl/workbook.xml"].split("?>", 1)[-1]
    )
    return write_zip(folder / "表.xlsx", parts)


def compressed(folder: Path, opening: str, filler: bytes, times: int, closing: str) -> Path:
    """A workbook whose sheet really unpacks to `times` fillers of a megabyte: a thousand times what is sent."""
    path = folder / "表.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in workbook_parts(HEADINGS).items():
            if name != SHEET_PART:
                package.writestr(name, content)
        with package.open(SHEET_PART, "w", force_zip64=True) as part:
            part.write(f'<worksheet xmlns="{MAIN}"><sheetData>{opening}'.encode())
            for _megabyte in range(times):
                part.write(filler)
            part.write(f"{closing}</sheetData></worksheet>".encode())
    return path


def white_bomb(folder: Path) -> Path:
    return compressed(folder, HEADINGS, b" " * MEGABYTE, 600, "")


def lying_bomb(folder: Path) -> Path:
    """The same, and the zip's directory says that the sheet is small."""
    path = white_bomb(folder)
    with zipfile.ZipFile(path) as package:
        size = package.getinfo(SHEET_PART).file_size
    content = path.read_bytes()
    assert content.count(size.to_bytes(4, "little"))
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (9000).to_bytes(4, "little")))
    return path


def long_cell_bomb(folder: Path) -> Path:
    """Within the limit as a whole; one cell of it is 400 MB long."""
    return compressed(folder, f'{HEADINGS}<row r="2"><c r="A2" t="inlineStr"><is><t>', b"A" * MEGABYTE, 400, "</t></is></c></row>")


def attribute_bomb(folder: Path) -> Path:
    """A parser cannot but hold an attribute as a whole."""
    return compressed(folder, f'{HEADINGS}<row r="2" x="', b"A" * MEGABYTE, 100, '"/>')


def many_rows_bomb(folder: Path) -> Path:
    row = b'<row><c t="n"><v>1</v></c></row>'
    return compressed(folder, HEADINGS, row * (MEGABYTE // len(row)), 20, "")


BOMBS = {
    white_bomb: "解压后超过 512 MB",
    lying_bomb: "文件已损坏",
    long_cell_bomb: "内存超过 512 MB",
    attribute_bomb: "文件已损坏",
    many_rows_bomb: "第 200001 行超过",
}


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_a_real_zip_bomb_ends_in_a_message(officer: CheckedClient, tmp_path: Path, bomb):
    path, before = bomb(tmp_path), counted()
    assert path.stat().st_size < 4 * MEGABYTE
    batch_id = upload_large(officer, path.read_bytes(), path.name)
    assert stored(batch_id).state == "failed"
    assert BOMBS[bomb] in officer.get(f"/import/{batch_id}").text
    assert counted() == before
    assert officer.get("/import").status_code == 200


SHAPES = {
    "解压后超过 512 MB": bomb,
    "不允许的 XML 声明": laughs,
    "XFD1 超过 256 列": zipped(f'<row r="1">{inline("单位")}{inline("远", "XFD1")}</row>'),
    "第 1048576 行超过": zipped(f'{HEADINGS}<row r="1048576">{inline("远", "A1048576")}</row>'),
    "超过 32767 个字": zipped(f'<row r="1">{inline("话" * 40_000)}</row>'),
    "工作簿设了密码": written("表.xlsx", OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")),
    "文件已损坏": written("表.xlsx", b"PK\x03\x04" + b"\0" * 300),
    "内容却不是": written("表.xls", b"\x80\xff\x00\x01" * 90),
    "认不出文件的文字编码": written("表.csv", b"\0" * 400),
    "这不是表格文件": written("表.xlsx", b"%PDF-1.7\n"),
    "引号不成对": written("表.csv", (HEAD + '"' + "长" * 70_000).encode()),
    "没有结束": written("名片.vcf", CARD.encode()),
}


def counted() -> tuple[int, ...]:
    db.session.rollback()
    return tuple(
        db.session.scalar(select(func.count()).select_from(model)) or 0
        for model in (Contact, Unit, Interaction)
    )


@pytest.mark.parametrize("reason", SHAPES)
def test_the_page_tells_why_writes_nothing_and_takes_the_corrected_file(
    officer: CheckedClient, tmp_path: Path, reason: str
):
    path, before = SHAPES[reason](tmp_path), counted()
    batch_id = upload(officer, path.read_bytes(), path.name)
    shown = officer.get(f"/import/{batch_id}").text
    assert reason in shown and stored(batch_id).state == "failed"
    assert counted() == before
    answer = officer.post(
        f"/import/{batch_id}/file",
        data={"file": (BytesIO(GOOD.encode()), "通讯录.csv")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 302
    assert agree(officer, batch_id).status_code == 302
    assert officer.post(f"/import/{batch_id}/writing").status_code == 302
    assert stored(batch_id).created == 1


@pytest.mark.parametrize("reason", SHAPES)
def test_the_command_tells_why_and_writes_nothing(app, cast, tmp_path: Path, reason: str):
    path, before = SHAPES[reason](tmp_path), counted()
    result = app.test_cli_runner().invoke(args=["import", str(path)])
    assert result.exit_code == 1
    assert reason in result.stderr
    assert counted() == before


def test_a_photo_of_five_megabytes_does_not_keep_a_card_from_being_read(app, cast, tmp_path: Path):
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 5_000_000
    path = written("名片.vcf", (CARD + photo + "\r\nEND:VCARD\r\n").encode())(tmp_path)
    result = app.test_cli_runner().invoke(args=["import", str(path), "--json"])
    assert json.loads(result.stdout)["created"] == 1
    assert len(result.stdout) < 2000


def test_a_photo_of_five_megabytes_goes_through_the_page(officer: CheckedClient):
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 5_000_000
    batch_id = upload_large(officer, (CARD + photo + "\r\nEND:VCARD\r\n").encode(), "名片.vcf")
    assert agree(officer, batch_id).status_code == 302
    shown = officer.get(f"/import/{batch_id}").text
    assert "PHOTO" in shown and "照片等附件没有导入，其余内容已读" in shown
    assert officer.post(f"/import/{batch_id}/writing").status_code == 302
    batch = stored(batch_id)
    assert (batch.state, batch.created, batch.skipped) == ("applied", 1, 0)
    assert "MB" in batch.errors[0]["value"]


def test_a_file_over_the_limit_leads_back_to_where_another_can_be_chosen(
    app, officer: CheckedClient, monkeypatch
):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)
    sent = {"file": (BytesIO(b"x" * 5000), "通讯录.csv"), "kind": ""}
    answer = officer.post("/import", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert "上限" in answer.text and 'href="/import"' in answer.text
    assert "上限 0.00095 MB" in answer.text


def test_a_corrected_file_over_the_limit_leads_back_to_its_import(app, officer: CheckedClient, monkeypatch):
    batch_id = upload(officer, b"%PDF-1.7\n", "表.xlsx")
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 200 << 10)
    sent = {"file": (BytesIO(b"x" * (300 << 10)), "通讯录.csv")}
    answer = officer.post(f"/import/{batch_id}/file", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert "上限 0.2 MB" in answer.text and f'href="/import/{batch_id}"' in answer.text


def test_the_upload_form_names_the_limit_that_holds(app, officer: CheckedClient, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 12 << 20)
    assert "上限 12 MB" in officer.get("/import").text


def test_too_much_text_in_a_form_is_not_called_a_file(app, officer: CheckedClient, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_FORM_MEMORY_SIZE", 100 << 10)
    form = {"kind": "话" * (50 << 10), "file": (BytesIO(b"x"), "通讯录.csv")}
    answer = officer.post("/import", data=form, content_type="multipart/form-data")
    assert answer.status_code == 413
    assert "填的内容太多" in answer.text and "一次最多 0.098 MB" in answer.text


@pytest.mark.postgres
def test_a_control_character_in_a_cell_keeps_nothing_from_being_written(officer: CheckedClient, tmp_path: Path):
    cells = HEADINGS + f'<row r="2">{inline("市第三中学_x0000_", "A2")}{inline("林_x0000_冲_x001F_", "B2")}</row>'
    path = zipped(cells)(tmp_path)
    batch_id = upload(officer, path.read_bytes(), "表.xlsx")
    assert agree(officer, batch_id).status_code == 302
    assert officer.post(f"/import/{batch_id}/writing").status_code == 302
    assert (stored(batch_id).state, stored(batch_id).created) == ("applied", 1)
    lin = db.session.scalars(select(Contact).where(Contact.name == "林冲")).one()
    assert lin.unit.name == "市第三中学"


@pytest.mark.postgres
def test_a_file_s_name_with_a_nul_is_refused(officer: CheckedClient):
    form = {"file": (BytesIO(HEAD.encode()), "通讯\x00录.csv"), "kind": ""}
    assert officer.post("/import", data=form, content_type="multipart/form-data").status_code == 400
