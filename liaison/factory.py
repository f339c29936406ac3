"""Makes the application: settings, database, security, one blueprint for each feature."""

import os
from datetime import timedelta
from pathlib import Path

from flask import Flask, g
from flask_babel import Babel, get_locale, gettext

from liaison import clock
from liaison.db import attach_database
from liaison.domain.refusals import Refusal
from liaison.settings import PROJECT_DIR, Settings, read_settings


def create_app(settings: Settings | None = None) -> Flask:
    """The whole application. Without settings they are read from the environment."""
    instance = Path(os.environ.get("LIAISON_INSTANCE") or PROJECT_DIR / "instance").resolve()
    if settings is None:
        instance.mkdir(parents=True, exist_ok=True)
        settings = read_settings(os.environ, instance)
    app = Flask(
        "liaison",
        root_path=str(PROJECT_DIR / "liaison"),
        template_folder=str(PROJECT_DIR / "templates"),
        static_folder=str(PROJECT_DIR / "static"),
        instance_path=str(instance.resolve()),
    )
    configure(app, settings)
    attach_database(app)
    add_pages(app)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Everything that is set before the first request."""
    app.config.update(
        SETTINGS=settings,
        FILES_FOLDER=Path(settings.files_folder or Path(app.instance_path) / "files").resolve(),
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        BABEL_DEFAULT_LOCALE=settings.locale,
        BABEL_DEFAULT_TIMEZONE=settings.timezone,
        BABEL_TRANSLATION_DIRECTORIES=str(PROJECT_DIR / "translations"),
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    Babel(app, locale_selector=lambda: settings.locale)
    Refusal.translated = staticmethod(gettext)


def add_pages(app: Flask) -> None:
    """Security first, then the features, then what templates may use."""
    from liaison import cli
    from liaison.accounts.gate import guard
    from liaison.blueprints import BLUEPRINTS
    from liaison.web.compression import compress_pages
    from liaison.web.errors import show_errors
    from liaison.web.filters import register_filters
    from liaison.web.links import register_links
    from liaison.web.navigation import navigation
    from liaison.web.numbers import StorableNumber
    from liaison.web.security import secure

    app.url_map.converters["int"] = StorableNumber
    secure(app, https=app.config["SETTINGS"].base_url.startswith("https:"))
    guard(app)
    compress_pages(app)
    show_errors(app)
    register_filters(app)
    register_links(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    cli.register_commands(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def shared_values() -> dict[str, object]:
        sign_in = g.get("sign_in")
        user = sign_in.user if sign_in else None
        return {
            "current_user": user,
            "today": clock.today(app.config["SETTINGS"].timezone),
            "locale": get_locale(),
            **navigation(user),
        }
