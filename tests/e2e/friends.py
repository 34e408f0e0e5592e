"""People without a browser window: they send the same plain forms, so that a council gets on without bots."""

from __future__ import annotations

import re
from typing import Any

import httpx

from tests.e2e.guests import Guest
from tests.e2e.served import PATIENCE, Served

HOSTING = {
    "pack": "rainbow-road", "plan": "sixty", "tables": "1", "bots": "no", "seating": "choose", "reading": "open",
    "pace": "100",
}  # fmt: skip


class Friend:
    """Somebody who knows their own address in the gathering, and posts to it."""

    def __init__(self, served: Served, came_in: httpx.Response, cookies: httpx.Cookies) -> None:
        assert "/g/" in came_in.url.path, _words(came_in.text)
        self.base = came_in.url.path.rsplit("/", 1)[0]
        self._served = served
        self._cookies = cookies

    @classmethod
    def hosting(cls, served: Served, **choices: str) -> Friend:
        """Host a gathering by the form, as its facilitator."""
        return cls._entering(served, "/host", HOSTING | choices)

    @classmethod
    def joining(cls, served: Served, code: str, name: str, seat: str) -> Friend:
        """Come in by the code and sit down, such as on ``1:5``."""
        return cls._entering(served, "/join", {"code": code, "name": name, "seat": seat})

    @classmethod
    def _entering(cls, served: Served, door: str, form: dict[str, str]) -> Friend:
        with _client(served, follow_redirects=True) as client:
            return cls(served, client.post(door, data=form), client.cookies)

    @property
    def code(self) -> str:
        """The gathering's code."""
        return self.base.split("/")[2]

    def shows_up(self, guest: Guest) -> Guest:
        """Come in person: go on in a browser, at the page of the moment."""
        address = self._served.address
        guest.context.add_cookies(
            [{"name": name, "value": value, "url": address} for name, value in self._cookies.items()]
        )
        return guest.goes_to(f"{address}{self.base}/table")

    def does(self, command: str, **fields: str) -> None:
        """Send a command; it has to be taken. A dot in a field's name is written ``__`` here."""
        form = {name.replace("__", "."): value for name, value in fields.items()}
        answer = self._ask("POST", f"do/{command}", form)
        assert answer.status_code == 204, f"{command}: {_words(answer.text)}"

    def reads(self, page: str) -> str:
        """Give the html of one of their pages."""
        answer = self._ask("GET", page)
        answer.raise_for_status()
        return answer.text

    def _ask(self, method: str, path: str, form: dict[str, str] | None = None) -> httpx.Response:
        headers = {"HX-Request": "true"} if form is not None else {}
        with _client(self._served, cookies=self._cookies) as client:
            return client.request(method, f"{self.base}/{path}", data=form, headers=headers)

    def link(self, label: str) -> str:
        """Give a link that their lobby shows to be copied."""
        found = re.search(
            rf'<label for="([^"]+)">{label}.*?id="\1"[^>]*value="([^"]+)"', self.reads("lobby"), re.DOTALL
        )
        assert found, f"the lobby shows no link called {label}"
        return found[2]


def _client(served: Served, **more: Any) -> httpx.Client:
    """Ask without reading the world's certificates first, as httpx does: that takes longer than the asking."""
    return httpx.Client(base_url=served.address, timeout=PATIENCE, verify=False, **more)


def _words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()
