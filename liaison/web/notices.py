"""What a page says once about what was just done."""

from flask import flash


def flash_with_undo(text: str, undo_url: str) -> None:
    """The sentence with its way back; templates/_ui/flash.html draws both."""
    flash({"text": text, "undo_url": undo_url}, "good")  # type: ignore[arg-type]  # Flask stores any JSON value
