"""serve: the desk in the browser, on this machine alone unless told otherwise."""

import os
import socket
import sys
import threading
import webbrowser
from typing import Annotated

import typer

from bywhom.cli.common import CasefileOption, settings
from bywhom.cli.output import say, warn
from bywhom.errors import BadQuery, UnknownValue

_PORTS = 20  # ports tried after the one asked for, when that is taken
_SHORTEST = 8  # characters of a password


def serve(
    casefile: CasefileOption = "",
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Listen here; others need a password.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", metavar="PORT", min=1, max=65535)] = 8321,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A further name of this desk for browsers.", show_default=False),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
) -> None:  # fmt: skip
    """Open the desk: see the account, follow it to the sentence, put it right."""
    import uvicorn

    from bywhom.web.app import create_app
    from bywhom.web.security import scrypt_record
    from bywhom.web.settings import DeskSettings

    found = settings()
    address = casefile or found.casefile
    if not address:
        raise BadQuery("no casefile was named", hint="give --casefile FILE or set BYWHOM_CASEFILE")
    desk = DeskSettings(host=host, port=port, hosts=tuple(name or ()))
    if not desk.is_loopback:
        warn(f"bywhom: the desk listens on {host}: other machines can reach it, so it asks for a password.")
        warn("bywhom: the connection is not encrypted; put a proxy with TLS before it on a network you do not trust.")
        desk = DeskSettings(host=host, port=port, hosts=desk.hosts, password=scrypt_record(_password()))
    app = create_app(address, desk, reading=found)
    open_port = _free(host, port)
    url = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{open_port}/"  # noqa: S104  # compared, not listened on
    say(f"The desk is open at {url} (casefile {address}). Stop it with Ctrl+C.")
    if browser and not found.no_browser:
        threading.Timer(0.6, webbrowser.open, [url]).start()
    uvicorn.run(app, host=host, port=open_port, log_level="warning", server_header=False)


def _password() -> str:
    """The password from the environment, or asked for at the terminal. Raises BadQuery without either."""
    given = os.environ.get("BYWHOM_PASSWORD", "")
    if not given and sys.stdin.isatty():
        given = str(typer.prompt("Password for the desk", hide_input=True, confirmation_prompt=True))
    if len(given) < _SHORTEST:
        raise BadQuery(
            f"a desk that other machines can reach needs a password of at least {_SHORTEST} characters",
            hint="set BYWHOM_PASSWORD, or listen on 127.0.0.1",
        )
    return given


def _free(host: str, port: int) -> int:
    """The first port from ``port`` on that nobody listens on. Raises UnknownValue when there is none near."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for tried in range(port, min(port + _PORTS, 65536)):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, tried))
            except OSError as error:
                if tried == port and error.errno not in (13, 98, 48):
                    raise UnknownValue("the desk cannot listen on that address", value=host) from error
                continue
            return tried
    raise UnknownValue("every port near that one is taken", value=port, choices=("another --port",))


def register(app: typer.Typer) -> None:
    """Enter the command."""
    app.command()(serve)
