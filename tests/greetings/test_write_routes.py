"""Every write route of greetings walks the checklist."""

from cast import Cast
from checklist import Checklist
from flask import Flask
from greeting_routes import GREETING_ROUTES
from greetings_scene import THEIRS, set_greetings
from scene import Scene

from liaison.db import begin_write, db


def set_scene(cast: Cast) -> Scene:
    begin_write()
    ids = set_greetings(cast)
    db.session.commit()
    return Scene(ids)


class TestGreetings(Checklist):
    """Rounds, approval, one person's greeting, many at once, greetings received, wordings."""

    routes = GREETING_ROUTES
    set_scene = staticmethod(set_scene)
    someone_elses = THEIRS


def test_every_write_route_of_greetings_is_on_the_list(app: Flask):
    writing = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    listed = [route.endpoint for route in GREETING_ROUTES]
    assert len(listed) == len(set(listed))
    assert {endpoint for endpoint in writing if endpoint.startswith("greetings.")} == set(listed)
