"""Who may ask what: host names, the page's token, the password, and the headers that fence a page in.

Three rules. A request must address this desk by a name that is ours (DNS rebinding). A request that changes something
must carry the token of a page that this desk gave to this browser (cross-site requests). A page runs no script and
shows no style but the desk's own files (hostile reports).
"""

import hashlib
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bywhom.web.settings import LOOPBACK, DeskSettings

TOKEN_HEADER = "x-bywhom-token"  # noqa: S105  # the name of a header, not a secret
SESSION_COOKIE = "bywhom_session"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN_PATHS = ("/login", "/static/desk.css", "/static/favicon.svg", "/static/theme.js")
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # without any, a browser hides the origin of a form of our own: nobody signs in
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_SCRYPT = {"n": 2**14, "r": 8, "p": 1}  # RFC 7914's interactive setting: about 16 MB and 50 ms


def scrypt_record(password: str) -> str:
    """A record from which ``password`` can be checked and not be told."""
    salt = secrets.token_bytes(16)
    return salt.hex() + "$" + hashlib.scrypt(password.encode(), salt=salt, **_SCRYPT).hex()


def password_fits(record: str, password: str) -> bool:
    """True when ``record`` was made from ``password``."""
    salt, _, digest = record.partition("$")
    made = hashlib.scrypt(password.encode(), salt=bytes.fromhex(salt), **_SCRYPT)
    return hmac.compare_digest(made.hex(), digest)


class Sessions:
    """Browser sessions without a table: a random id, signed; the page token is derived from it."""

    def __init__(self, settings: DeskSettings) -> None:
        """Sessions of one desk; they end when it stops."""
        self._secret = settings.secret
        self._password = settings.password

    def _sign(self, purpose: str, value: str) -> str:
        return hmac.new(self._secret, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()

    def new(self, *, inside: bool) -> str:
        """The cookie of a fresh session; ``inside`` once the password was given."""
        value = f"{secrets.token_hex(16)}.{int(inside)}"
        return f"{value}.{self._sign('session', value)}"

    def valid(self, cookie: str) -> bool:
        """True for a cookie that this desk made."""
        value, _, mark = cookie.rpartition(".")
        return bool(value) and hmac.compare_digest(self._sign("session", value), mark)

    def is_inside(self, cookie: str) -> bool:
        """True when the browser may see the casefile."""
        return not self._password or (self.valid(cookie) and cookie.split(".")[1] == "1")

    def token(self, cookie: str) -> str:
        """The page token that goes with the session ``cookie``."""
        return self._sign("token", cookie)

    def token_fits(self, cookie: str, token: str) -> bool:
        """True when ``token`` was given to the browser that holds ``cookie``."""
        return self.valid(cookie) and hmac.compare_digest(self.token(cookie), token)


def host_is_ours(value: str, settings: DeskSettings) -> bool:
    """True when the Host header names the loopback, the address that was asked for, or a name that was allowed."""
    name, colon, port = value.rpartition(":")
    if not colon or port.endswith("]"):
        name, port = value, ""
    if port and not port.isdigit():
        return False
    names = {*LOOPBACK, *settings.hosts} | ({settings.host} if settings.host not in ("0.0.0.0", "::") else set())  # noqa: S104  # compared, not listened on
    return name.lower() in {n.lower() for n in names}


def cookie_of(headers: Headers) -> str:
    """The session cookie of a request; "" without one."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(SESSION_COOKIE)
    except CookieError:
        return ""
    return found.value if found is not None else ""


class Fence:
    """The middleware around every request; see the module's three rules."""

    def __init__(self, app: ASGIApp, settings: DeskSettings, sessions: Sessions) -> None:
        """Stand before ``app``."""
        self.app, self.settings, self.sessions = app, settings, sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it with the reason why not."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookie = cookie_of(headers)
        fresh = not self.sessions.valid(cookie)
        if fresh:
            cookie = self.sessions.new(inside=False)
        scope.setdefault("state", {})["session"] = cookie
        refused = self._refusal(scope, headers, cookie)
        page = not scope["path"].startswith("/static/")

        async def fenced(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out[name] = value
                if "cache-control" not in out:
                    out["Cache-Control"] = "no-store" if page else "no-cache"
                if fresh and page and "set-cookie" not in out:
                    out.append("Set-Cookie", set_cookie(cookie))
            await send(message)

        await (refused or self.app)(scope, receive, fenced)

    def _refusal(self, scope: Scope, headers: Headers, cookie: str) -> Response | None:
        if not host_is_ours(headers.get("host", ""), self.settings):
            return PlainTextResponse("This desk is not reached by that name.", 421)
        path = scope["path"]
        if not self.sessions.is_inside(cookie) and path not in OPEN_PATHS:
            if path.startswith("/api/"):
                return _refuse(401, "this desk asks for its password", "sign in at /login")
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse("/login?next=" + quote(path + ("?" + query if query else "")), 303)
        if scope["method"] in SAFE_METHODS:
            return None
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2] != headers.get("host", ""):
            return _refuse(403, "a page of another origin may change nothing here", "")
        given = headers.get(TOKEN_HEADER, "")
        if path not in OPEN_PATHS and not self.sessions.token_fits(cookie, given):
            return _refuse(403, "the request carries no token of a page of this desk", "load the page again")
        return None


def _refuse(status: int, what: str, hint: str) -> Response:
    message = ". ".join(p for p in (what, hint) if p) + "."
    body: dict[str, object] = {"error": "Forbidden", "message": message, "value": None, "choices": []}
    return JSONResponse(body, status)


def set_cookie(value: str) -> str:
    """The Set-Cookie line of a session: not for scripts, never sent across sites, gone with the browser."""
    return f"{SESSION_COOKIE}={value}; Path=/; HttpOnly; SameSite=Strict"
