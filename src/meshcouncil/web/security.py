"""What every answer carries and every request must pass: same origin, bounded rates, a strict content policy."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException

CONTENT_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
BODY_LIMIT = 600_000
BUCKETS_KEPT = 20_000


class ForeignOrigin(NotAuthorizedException):
    """A command came from a page of another site."""


def is_same_origin(connection: ASGIConnection, address: str = "") -> bool:  # type: ignore[type-arg]
    """Tell whether a request was made by one of our own pages. `address`: under which a proxy shows them, if any.

    Browsers name the page's origin (``Origin``) or its relation (``Sec-Fetch-Site``) on every unsafe request and on
    every WebSocket; scripts cannot forge either. A request with neither comes from no browser: no cookie was stolen.
    """
    site = connection.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = connection.headers.get("origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc in {connection.headers.get("host", ""), urlsplit(address).netloc} - {""}


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class RateLimit:
    """A token bucket a key: `per_second` on average, `burst` at once. A whole hall may sit behind one address."""

    def __init__(self, per_second: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_second
        self._burst = burst
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def allows(self, key: str) -> bool:
        """Take one token for the key; False when there is none."""
        now = self._clock()
        bucket = self._buckets.setdefault(key, _Bucket(self._burst, now))
        self._buckets.move_to_end(key)
        bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.at) * self._per_second)
        bucket.at = now
        if len(self._buckets) > BUCKETS_KEPT:
            self._buckets.popitem(last=False)
        if bucket.tokens < 1:
            return False
        bucket.tokens -= 1
        return True
