"""The production server: cheroot, threads, the same on every system."""

import os
import sys

from cheroot.wsgi import Server
from flask import Flask
from flask_migrate import upgrade

THREADS = 8


def serve(app: Flask) -> None:
    """Bring the database up to date and serve until interrupted. HOST and PORT override 127.0.0.1:5000."""
    host, port = os.environ.get("HOST") or "127.0.0.1", int(os.environ.get("PORT") or 5000)
    with app.app_context():
        upgrade()
    server = Server((host, port), app, numthreads=THREADS, server_name="liaison")
    try:
        server.prepare()
    except OSError as error:
        sys.exit(f"打不开 {host}:{port}，多半是别的程序占着这个端口。换一个再启动，如 PORT={port + 1} python app.py（{error}）")
    print(f"联络 http://{host}:{port}  (Ctrl+C 停止)", flush=True)
    try:
        server.serve()
    except KeyboardInterrupt:
        server.stop()
