"""`python -m businesscase`."""

from businesscase.cli.app import app

if __name__ == "__main__":  # processes that are spawned import this module
    app(prog_name="businesscase")
