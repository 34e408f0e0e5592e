"""The procedures a council may decide by, one file each, and the table that finds them."""

from __future__ import annotations

from collections.abc import Mapping

from meshcouncil.council.definition import ProcedureKind
from meshcouncil.council.rules.procedures.advice_process import ADVICE_PROCESS
from meshcouncil.council.rules.procedures.apache_vote import APACHE_VOTE
from meshcouncil.council.rules.procedures.approval import APPROVAL
from meshcouncil.council.rules.procedures.check_poll import CHECK_POLL
from meshcouncil.council.rules.procedures.consensus import CONSENSUS
from meshcouncil.council.rules.procedures.consent import CONSENT
from meshcouncil.council.rules.procedures.delegation import DELEGATION
from meshcouncil.council.rules.procedures.dot_vote import DOT_VOTE
from meshcouncil.council.rules.procedures.emergency_power import EMERGENCY_POWER
from meshcouncil.council.rules.procedures.lazy_consensus import LAZY_CONSENSUS
from meshcouncil.council.rules.procedures.procedure import Procedure
from meshcouncil.council.rules.procedures.ranked_choice import RANKED_CHOICE
from meshcouncil.council.rules.procedures.rfc import RFC
from meshcouncil.council.rules.procedures.rough_consensus import ROUGH_CONSENSUS
from meshcouncil.council.rules.procedures.score_vote import SCORE_VOTE
from meshcouncil.council.rules.procedures.simple_majority import SIMPLE_MAJORITY
from meshcouncil.council.rules.procedures.supermajority import SUPERMAJORITY
from meshcouncil.council.rules.procedures.temperature_check import TEMPERATURE_CHECK
from meshcouncil.council.rules.procedures.unanimity import UNANIMITY
from meshcouncil.council.rules.procedures.unanimous_consent import UNANIMOUS_CONSENT

PROCEDURES: Mapping[ProcedureKind, Procedure] = {
    "simple_majority": SIMPLE_MAJORITY,
    "supermajority": SUPERMAJORITY,
    "unanimity": UNANIMITY,
    "unanimous_consent": UNANIMOUS_CONSENT,
    "consent": CONSENT,
    "consensus": CONSENSUS,
    "rough_consensus": ROUGH_CONSENSUS,
    "ranked_choice": RANKED_CHOICE,
    "approval": APPROVAL,
    "dot_vote": DOT_VOTE,
    "score_vote": SCORE_VOTE,
    "lazy_consensus": LAZY_CONSENSUS,
    "apache_vote": APACHE_VOTE,
    "delegation": DELEGATION,
    "advice_process": ADVICE_PROCESS,
    "rfc": RFC,
    "emergency_power": EMERGENCY_POWER,
    "temperature_check": TEMPERATURE_CHECK,
    "check_poll": CHECK_POLL,
}
