"""Pages travel compressed: a review of seventy rows is 300 kB of forms that repeat themselves.

A page holds a secret (the CSRF token) beside text from its address, so its compressed length is blurred by a header of
random length; what a watcher could learn from guessing is lost in it.
"""

import gzip
import secrets

from flask import Flask, Response, request

SHORTEST = 1_000
TYPES = {"text/html", "text/css", "text/javascript", "application/json"}
BLUR = 48


def compress_pages(app: Flask) -> None:
    """Compress answers to browsers that accept it."""
    app.after_request(compressed)


def compressed(response: Response) -> Response:
    """The same answer, shorter on the wire. Files sent in pieces are left as they are."""
    response.vary.add("Accept-Encoding")
    if (
        response.mimetype not in TYPES
        or response.direct_passthrough
        or "Content-Encoding" in response.headers
        or response.status_code in (204, 304)
        or request.accept_encodings.quality("gzip") <= 0
    ):
        return response
    content = response.get_data()
    if len(content) < SHORTEST:
        return response
    response.set_data(gzip.compress(content, compresslevel=5))
    response.headers["Content-Encoding"] = "gzip"
    if response.mimetype == "text/html":
        response.headers["X-Blur"] = "0" * secrets.randbelow(BLUR)
    return response
