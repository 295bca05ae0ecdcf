"""`python -m businesscase`."""

from businesscase.cli import app

app(prog_name="businesscase")
