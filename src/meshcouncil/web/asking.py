"""Short names for what handlers are given and give."""

from __future__ import annotations

from typing import Any, TypeAlias

from litestar import Request, Response, WebSocket
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency

from meshcouncil.web.house import House

Ask: TypeAlias = Request[Any, Any, Any]
Socket: TypeAlias = WebSocket[Any, Any, Any]
Connection: TypeAlias = ASGIConnection[Any, Any, Any, Any]
Answer: TypeAlias = Response[str]
TheHouse: TypeAlias = NamedDependency[House]
