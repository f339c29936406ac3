"""Stored facts survive any history: logging, editing, deleting, posts, rhythms, snoozes, settings."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from standing.histories import Histories, founded


@pytest.mark.postgres
def test_stored_facts_equal_the_records_after_any_history(app: Flask, database: str):
    office = founded()
    modest = settings(
        max_examples=300 if database.startswith("sqlite") else 10,
        stateful_step_count=25,
        deadline=None,
        phases=[Phase.reuse, Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(lambda: Histories(office), settings=modest)
