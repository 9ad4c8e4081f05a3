"""serve: on this machine alone unless told otherwise, and then only with a password."""

import socket

import pytest
import typer

from bywhom.cli import serve as command
from bywhom.errors import BadQuery


@pytest.fixture
def served(monkeypatch):
    """What uvicorn is asked to do, instead of doing it."""
    asked = {}
    monkeypatch.setattr("uvicorn.run", lambda app, **options: asked.update(options, app=app))
    monkeypatch.setattr("sys.stdin", type("Piped", (), {"isatty": lambda self: False})())
    monkeypatch.setenv("BYWHOM_NO_BROWSER", "1")
    return asked


def test_the_desk_listens_on_this_machine_alone(served, tmp_path):
    command.serve(casefile=str(tmp_path / "a.casefile"))
    assert served["host"] == "127.0.0.1"
    assert served["app"].state.desk.settings.password == ""


def test_a_desk_for_other_machines_needs_a_password(served, tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("BYWHOM_PASSWORD", raising=False)
    with pytest.raises(BadQuery, match="password"):
        command.serve(casefile=str(tmp_path / "a.casefile"), host="0.0.0.0")
    assert not served
    assert "other machines can reach it" in capsys.readouterr().err


def test_a_desk_for_other_machines_opens_with_a_password(served, tmp_path, monkeypatch):
    monkeypatch.setenv("BYWHOM_PASSWORD", "a long password")
    command.serve(casefile=str(tmp_path / "a.casefile"), host="0.0.0.0", name=["desk.example"])
    settings = served["app"].state.desk.settings
    assert settings.password
    assert settings.hosts == ("desk.example",)


def test_a_short_password_is_refused(served, tmp_path, monkeypatch):
    monkeypatch.setenv("BYWHOM_PASSWORD", "short")
    with pytest.raises(BadQuery, match="at least"):
        command.serve(casefile=str(tmp_path / "a.casefile"), host="0.0.0.0")


def test_a_taken_port_is_passed_over(served, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command.serve(casefile=str(tmp_path / "a.casefile"), port=port)
    assert served["port"] != port


def test_serve_asks_for_a_casefile(served, monkeypatch):
    monkeypatch.delenv("BYWHOM_CASEFILE", raising=False)
    with pytest.raises(BadQuery, match="no casefile"):
        command.serve()


def test_serve_is_a_command():
    from bywhom.cli.app import app

    assert "serve" in typer.main.get_command(app).commands
