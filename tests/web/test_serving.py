"""The production server says in Chinese why it cannot start."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from conftest import REPO


def test_a_port_in_use_is_told_before_any_address_is_shown(tmp_path: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        environment = {**os.environ, "LIAISON_INSTANCE": str(tmp_path), "PORT": str(other.getsockname()[1])}
        environment.pop("LIAISON_DATABASE_URL", None)
        started = subprocess.run(
            [sys.executable, "app.py"], cwd=REPO, env=environment, capture_output=True, text=True, timeout=120
        )
    assert started.returncode == 1
    assert "占着这个端口" in started.stderr and "Traceback" not in started.stderr
    assert "http://" not in started.stdout
