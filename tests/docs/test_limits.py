"""The limits that the guide for servers names are those that the code keeps."""

from __future__ import annotations

import re

from meshcouncil.application.archive import MOST_EVENTS
from meshcouncil.application.archive_file import MOST_BYTES
from meshcouncil.council.rules.standing import CHAT_LIMIT, PAD_LIMIT, POLICY_LIMIT
from meshcouncil.gathering.rules.doors import PEOPLE_LIMIT, TABLE_LIMIT
from meshcouncil.gathering.rules.texts import NAME_LIMIT
from meshcouncil.web.security import BODY_LIMIT
from tests.architecture.tree import ROOT

LIMITS = {
    "tables of a gathering": f"{TABLE_LIMIT}",
    "people in a gathering": f"{PEOPLE_LIMIT:,}",
    "a name": f"{NAME_LIMIT} characters",
    "a message": f"{CHAT_LIMIT:,} characters",
    "a policy": f"{POLICY_LIMIT:,} characters",
    "a pad at the final vote": f"{PAD_LIMIT:,} characters",
    "a posted form": f"{BODY_LIMIT:,} bytes",
    "an archive": f"{MOST_BYTES // 1024 // 1024} MB, {MOST_EVENTS:,} events for each table",
}


def test_the_guide_names_the_limits_that_are_kept() -> None:
    guide = (ROOT / "docs" / "how-to" / "run-a-server.md").read_text(encoding="utf-8")
    table = guide.split("| limit | value |\n|---|---|\n")[1].split("\n\n")[0]
    assert dict(re.findall(r"^\| (.+?) \| (.+?) \|$", table, flags=re.MULTILINE)) == LIMITS
