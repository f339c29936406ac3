"""`flask demo`: the office it makes is whole, and what it says of it is true."""

import re
from pathlib import Path

from conftest import application
from flask_migrate import upgrade
from sqlalchemy import func, select

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.interactions.models import Interaction
from liaison.plans.standing_calls import misplaced_calls
from liaison.standing.actions import disagreeing_contacts, disagreeing_units
from liaison.units.models import Unit


def test_the_demo_office_agrees_with_itself_and_with_what_is_said_of_it(tmp_path: Path):
    app = application(f"sqlite:///{tmp_path / 'demo.sqlite3'}")
    with app.app_context():
        upgrade()
        said = app.test_cli_runner().invoke(args=["demo"])
        assert said.exit_code == 0, said.output
        units, people = (int(found) for found in re.findall(r"(\d+) (?:个单位|位联系人)", said.output))
        kept = [db.session.scalar(select(func.count(table.id)).where(table.archived_at.is_(None))) for table in (Unit, Contact)]
        assert [units, people] == kept
        greetings = " ".join(db.session.scalars(select(Interaction.summary).where(Interaction.kind == "greeting")))
        assert "春节问候" in greetings and "春问候" not in greetings
        assert (disagreeing_contacts(), disagreeing_units(), misplaced_calls()) == ([], [], [])
        again = app.test_cli_runner().invoke(args=["demo"])
        assert again.exit_code == 1 and "已经有用户" in again.stderr
        db.session.remove()
        db.engine.dispose()
