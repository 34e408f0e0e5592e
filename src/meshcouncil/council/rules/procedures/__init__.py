"""The procedures a council may decide by, one file each, and the table that finds them."""

from __future__ import annotations

from collections.abc import Mapping

from meshcouncil.council.definition import ProcedureKind
from meshcouncil.council.rules.procedures.consent import CONSENT
from meshcouncil.council.rules.procedures.procedure import Procedure
from meshcouncil.council.rules.procedures.ranked_choice import RANKED_CHOICE
from meshcouncil.council.rules.procedures.simple_majority import SIMPLE_MAJORITY
from meshcouncil.council.rules.procedures.supermajority import SUPERMAJORITY
from meshcouncil.council.rules.procedures.unanimity import UNANIMITY

PROCEDURES: Mapping[ProcedureKind, Procedure] = {
    "simple_majority": SIMPLE_MAJORITY,
    "supermajority": SUPERMAJORITY,
    "unanimity": UNANIMITY,
    "consent": CONSENT,
    "ranked_choice": RANKED_CHOICE,
}
