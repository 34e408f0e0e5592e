"""Everything that can have happened at a table."""

from __future__ import annotations

from meshcouncil.council.events.charter import (
    CharterBallotCast,
    FinalVoteCalled,
    FinalVoteClosed,
)
from meshcouncil.council.events.floor import (
    CaucusBegun,
    CaucusEnded,
    ParliamentarySwitched,
    PointRaised,
    PointRuled,
    RoundClosed,
    RoundOpened,
    RulingOverturned,
    SpeakerCalled,
    SpeakersListSet,
    SpeechEnded,
    SpokeInRound,
)
from meshcouncil.council.events.graph import (
    GraphDrafted,
)
from meshcouncil.council.events.motions import (
    ActRatified,
    ActUndone,
    AmendmentAccepted,
    AmendmentRebased,
    BallotCast,
    DecisionReopened,
    DecisionSettled,
    EmergencyActed,
    ExceptionGranted,
    GraphChanged,
    MotionDecided,
    MotionLapsed,
    MotionRevised,
    MotionSeconded,
    MotionTabled,
    MotionWithdrawn,
    PolicyAdopted,
    PolicyChanged,
    PolicyRepealed,
    ProcedureAdopted,
    QuestionAnswered,
    RulebookAdopted,
    VoteClosed,
    VoteOpened,
)
from meshcouncil.council.events.proposals import (
    ApprovalRecorded,
    PolicyProposed,
    ProposalMoved,
    ProposalRevised,
    WorkingGroupJoined,
)
from meshcouncil.council.events.seats import (
    ClocksStarted,
    ClocksStopped,
    CouncilClosed,
    InjectDealt,
    SeatFilled,
    SeatVacated,
    StepBegun,
)
from meshcouncil.council.events.stages import (
    AdviceAsked,
    AdviceGiven,
    CommentCancelled,
    ConsensusDeclared,
    DecidedAlone,
    DeclarationAppealed,
    DelegateLeft,
    DelegateOffered,
    DelegatesNamed,
    IssueAnswered,
    IssueRaised,
    IssueSupported,
    ObjectionLifted,
    ObjectionSetAside,
    ObjectionTested,
    OfferTakenBack,
    StageBegun,
    TurnTaken,
)
from meshcouncil.council.events.talk import (
    FactDeclared,
    HandLowered,
    HandRaised,
    Introduced,
    Said,
)

SeatEvent = ClocksStarted | ClocksStopped | CouncilClosed | InjectDealt | SeatFilled | SeatVacated | StepBegun
TalkEvent = FactDeclared | HandLowered | HandRaised | Introduced | Said
MotionEvent = (
    ActRatified
    | ActUndone
    | AmendmentAccepted
    | AmendmentRebased
    | BallotCast
    | DecisionReopened
    | DecisionSettled
    | EmergencyActed
    | ExceptionGranted
    | GraphChanged
    | MotionDecided
    | MotionLapsed
    | MotionRevised
    | MotionSeconded
    | MotionTabled
    | MotionWithdrawn
    | PolicyAdopted
    | PolicyChanged
    | PolicyRepealed
    | ProcedureAdopted
    | QuestionAnswered
    | RulebookAdopted
    | VoteClosed
    | VoteOpened
)
StageEvent = (
    AdviceAsked
    | AdviceGiven
    | CommentCancelled
    | ConsensusDeclared
    | DecidedAlone
    | DeclarationAppealed
    | DelegateLeft
    | DelegateOffered
    | DelegatesNamed
    | IssueAnswered
    | IssueRaised
    | IssueSupported
    | ObjectionLifted
    | ObjectionSetAside
    | ObjectionTested
    | OfferTakenBack
    | StageBegun
    | TurnTaken
)
FloorEvent = (
    CaucusBegun
    | CaucusEnded
    | ParliamentarySwitched
    | PointRaised
    | PointRuled
    | RoundClosed
    | RoundOpened
    | RulingOverturned
    | SpeakerCalled
    | SpeakersListSet
    | SpeechEnded
    | SpokeInRound
)
ProposalEvent = ApprovalRecorded | PolicyProposed | ProposalMoved | ProposalRevised | WorkingGroupJoined
CharterEvent = CharterBallotCast | FinalVoteCalled | FinalVoteClosed
Event = SeatEvent | TalkEvent | MotionEvent | StageEvent | FloorEvent | ProposalEvent | CharterEvent | GraphDrafted

__all__ = [
    "ActRatified",
    "ActUndone",
    "AdviceAsked",
    "AdviceGiven",
    "AmendmentAccepted",
    "AmendmentRebased",
    "ApprovalRecorded",
    "BallotCast",
    "CaucusBegun",
    "CaucusEnded",
    "CharterBallotCast",
    "CharterEvent",
    "ClocksStarted",
    "ClocksStopped",
    "CommentCancelled",
    "ConsensusDeclared",
    "CouncilClosed",
    "DecidedAlone",
    "DecisionReopened",
    "DecisionSettled",
    "DeclarationAppealed",
    "DelegateLeft",
    "DelegateOffered",
    "DelegatesNamed",
    "EmergencyActed",
    "Event",
    "ExceptionGranted",
    "FactDeclared",
    "FinalVoteCalled",
    "FinalVoteClosed",
    "FloorEvent",
    "GraphChanged",
    "GraphDrafted",
    "HandLowered",
    "HandRaised",
    "InjectDealt",
    "Introduced",
    "IssueAnswered",
    "IssueRaised",
    "IssueSupported",
    "MotionDecided",
    "MotionEvent",
    "MotionLapsed",
    "MotionRevised",
    "MotionSeconded",
    "MotionTabled",
    "MotionWithdrawn",
    "ObjectionLifted",
    "ObjectionSetAside",
    "ObjectionTested",
    "OfferTakenBack",
    "ParliamentarySwitched",
    "PointRaised",
    "PointRuled",
    "PolicyAdopted",
    "PolicyChanged",
    "PolicyProposed",
    "PolicyRepealed",
    "ProcedureAdopted",
    "ProposalEvent",
    "ProposalMoved",
    "ProposalRevised",
    "QuestionAnswered",
    "RoundClosed",
    "RoundOpened",
    "RulebookAdopted",
    "RulingOverturned",
    "Said",
    "SeatEvent",
    "SeatFilled",
    "SeatVacated",
    "SpeakerCalled",
    "SpeakersListSet",
    "SpeechEnded",
    "SpokeInRound",
    "StageBegun",
    "StageEvent",
    "StepBegun",
    "TalkEvent",
    "TurnTaken",
    "VoteClosed",
    "VoteOpened",
    "WorkingGroupJoined",
]
