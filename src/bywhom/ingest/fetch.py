"""Fetch an address: the only file that touches the network, and only when the person asked for it."""

from dataclasses import dataclass

from bywhom.errors import NetworkRefused, TooLarge

_SECONDS = 30.0
_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: bytes, media type as the server says, and the address that answered."""

    data: bytes
    media_type: str
    address: str


def is_address(source: str) -> bool:
    """True for http and https addresses."""
    return source.lower().startswith(("http://", "https://"))


def fetch(address: str, *, network: bool, max_mb: int) -> Fetched:
    """Get ``address``. Raises NetworkRefused (not asked for, or no answer) and TooLarge."""
    if not network:
        hint = "add --network to allow it, or save the page and read the file"
        raise NetworkRefused("an address is fetched only when the network is asked for", value=address, hint=hint)
    try:
        import httpx
    except ImportError as error:
        raise NetworkRefused("fetching needs httpx", value=address, hint="pip install 'bywhom[network]'") from error
    try:
        with (
            httpx.Client(follow_redirects=True, max_redirects=_REDIRECTS, timeout=_SECONDS) as client,
            client.stream("GET", address, headers={"User-Agent": "bywhom"}) as answer,
        ):
            answer.raise_for_status()
            pieces, size = [], 0
            for piece in answer.iter_bytes():
                size += len(piece)
                if size > max_mb * 2**20:
                    raise TooLarge(f"the page is larger than {max_mb} MB", value=address, hint="raise max_input_mb")
                pieces.append(piece)
            return Fetched(b"".join(pieces), answer.headers.get("content-type", ""), str(answer.url))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        hint = f"{type(error).__name__}: {error}"[:160]
        raise NetworkRefused("the address did not answer with a page", value=address, hint=hint) from error
