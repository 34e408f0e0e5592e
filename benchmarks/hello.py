"""The peer of the cold start: one page that says hello, on the same framework and server, and no application at all."""

from __future__ import annotations

import sys

import uvicorn
from litestar import Litestar, MediaType, get


@get("/", media_type=MediaType.HTML, sync_to_thread=False)
def hello() -> str:
    """Say hello."""
    return "<!doctype html><title>Hello</title><p>Hello"


def main() -> None:
    """Serve on the port that the command line names."""
    app = Litestar([hello], openapi_config=None, logging_config=None)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")


if __name__ == "__main__":
    main()
