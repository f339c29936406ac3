"""The language of Click, the library under the `flask` commands: its usage errors and the frame of `--help`.

Click asks the standard library's gettext, which knows one language for the whole process and reads it from the
environment. English is what it says by itself; the Chinese is translations/commands, kept by hand.
"""

import gettext
import os

from liaison.settings import PROJECT_DIR

DOMAIN = "click"


def speak(locale: str) -> None:
    """From here on Click answers in this locale, such as zh_CN; in English where there is no catalogue for it."""
    os.environ["LANGUAGE"] = locale
    gettext.bindtextdomain(DOMAIN, str(PROJECT_DIR / "translations" / "commands"))
    gettext.textdomain(DOMAIN)
