"""A desk shared out among several takers."""

import pytest
from cast import Cast
from flask import Flask
from handover.transfers import Desk

from liaison.db import begin_write


@pytest.fixture
def desk(app: Flask, cast: Cast) -> Desk:
    begin_write()
    return Desk(cast)
