"""Headers that hold for every answer, and the cookie's settings."""

import hashlib

from flask import Flask, Response, abort, request
from flask_wtf.csrf import CSRFProtect

csrf = CSRFProtect()

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def cookie_name(secret_key: str) -> str:
    """Its own for each office: a browser keeps cookies by host and not by port, and two on one machine would sign each
    other's people out."""
    return f"liaison_{hashlib.sha256(b'cookie' + secret_key.encode()).hexdigest()[:8]}"


def secure(app: Flask, *, https: bool) -> None:
    """Install the headers, CSRF protection and cookie rules; `https` marks the cookie Secure."""
    app.config.update(
        SESSION_COOKIE_NAME=cookie_name(app.config["SECRET_KEY"]),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        SESSION_REFRESH_EACH_REQUEST=False,  # the server ends a session; a feed's answer must carry no cookie
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=32 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
    )
    csrf.init_app(app)
    app.before_request(refuse_nul)
    app.after_request(with_headers)


def refuse_nul() -> None:
    """400 for text with a NUL in it, a file's name too: nobody types one, and PostgreSQL cannot store it."""
    files = [(name, upload.filename or "") for name, upload in request.files.items(multi=True)]
    for texts in (request.args.items(multi=True), request.form.items(multi=True), files):
        if any("\x00" in name or "\x00" in text for name, text in texts):
            abort(400)


def with_headers(response: Response) -> Response:
    """Pages of people's data are kept by no cache; files of ours may be."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
