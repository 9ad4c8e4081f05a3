"""What the desk is told when it starts: where it listens, whom it lets in."""

import secrets
from dataclasses import dataclass, field

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """One desk's settings. ``hosts`` are names that requests may address besides the loopback ones.

    ``password`` is a record made by ``security.scrypt_record``; "" lets everybody in who reaches the port, which is
    allowed on the loopback address alone (``cli.serve`` sees to it).
    """

    host: str = "127.0.0.1"
    port: int = 8321
    hosts: tuple[str, ...] = ()
    password: str = ""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def is_loopback(self) -> bool:
        """True when the desk is reached from this machine alone."""
        return self.host in ("127.0.0.1", "localhost", "::1")
