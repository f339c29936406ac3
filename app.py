"""The application object for servers and the `flask` command; `python app.py` serves the embedded default."""

from liaison.factory import create_app

app = create_app()

if __name__ == "__main__":
    from liaison.serve import serve

    serve(app)
