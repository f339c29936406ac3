"""Reading a list's page as somebody does who compares it with the file: its rows, its filters, its ways out."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

ROWS = ("tr", "li")
TYPED = {  # what is written into a field of this name
    "q": "陈", "from": "2026-11-02", "to": "2026-11-20", "on": "2026-12-01", "per_day": "1", "leave": "2026-11-25", "key": "15",
}  # fmt: skip


@dataclass
class ListPage:
    """`rows`: the text of each line in <main>, those within others too, and `tables` of the lines of tables alone; `choices`:
    {filter: values its form or its links offer}; `exports`: {code: address of the form}; `prints`: addresses of print layouts."""

    path: str
    rows: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    exports: dict[str, str] = field(default_factory=dict)
    prints: list[str] = field(default_factory=list)

    def in_order(self, keys: set[str]) -> list[str]:
        """Which of these stand in the rows, each once, as one reads."""
        found: list[str] = []
        for text in self.rows:
            held = [key for key in keys if key in text]
            found += [key for key in sorted(held, key=text.index) if key not in found]
        return found


class Reader(HTMLParser):
    """Fills a ListPage."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(convert_charrefs=True)
        self.page, self.depth, self.in_main = page, 0, False
        self.form_sends, self.menu = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.in_main = self.in_main or tag == "main"
        if not self.in_main:
            return
        if tag in ROWS:
            self.depth += 1
            self.page.rows.append("")
        if tag == "form":
            self.form_sends = values.get("method", "get")
            self.note_form(values.get("action", ""))
        if tag == "a":
            self.note_link(values.get("href", ""))
        if self.form_sends == "get":
            self.note_field(tag, values)

    def note_form(self, action: str) -> None:
        address = urlsplit(action)
        if address.path.startswith("/exports/"):
            self.page.exports[address.path.rpartition("/")[2]] = action

    def note_link(self, href: str) -> None:
        address = urlsplit(href)
        if address.path.endswith(("/print", "/register")):
            self.page.prints.append(href)
        if address.path == urlsplit(self.page.path).path:
            for name, value in parse_qsl(address.query):
                self.note_choice(name, value)

    def note_field(self, tag: str, values: dict[str, str]) -> None:
        if tag == "select":
            self.menu = values.get("name", "")
        if tag == "option" and self.menu:
            self.note_choice(self.menu, values.get("value", ""))
        if tag == "input" and values.get("type") == "checkbox":
            self.note_choice(values["name"], values["value"])
        if tag == "input" and values.get("type") in (None, "text", "search") and values.get("name") in TYPED:
            self.note_choice(values["name"], TYPED[values["name"]])

    def note_choice(self, name: str, value: str) -> None:
        known = self.page.choices.setdefault(name, [])
        if value and value not in known:
            known.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.in_main = False
        if tag == "select":
            self.menu = ""
        if tag == "form":
            self.form_sends = ""
        if tag == "tr" and self.depth:
            self.page.tables.append(self.page.rows[-1].strip())
        if tag in ROWS and self.depth:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth and data.strip():
            self.page.rows[-1] += data.strip() + " "


def list_page(path: str, html: str) -> ListPage:
    page = ListPage(path)
    Reader(page).feed(html)
    return page
