"""One plain wording in the office, so that no round of these tests plants the whole starter set."""

import pytest
from cast import Cast
from flask import Flask
from greetings_scene import only_template

from liaison.db import begin_write, db


@pytest.fixture
def office(app: Flask, cast: Cast) -> Cast:
    """The cast with one wording; a writing transaction is open."""
    begin_write()
    only_template()
    db.session.commit()
    begin_write()
    return cast
