"""Everything that can be asked of a table. The application fills `seat` from the login and `at` from its clock."""

from __future__ import annotations

from meshcouncil.council.commands.charter import (
    CallFinalVote,
    CastCharterBallot,
    CloseFinalVote,
)
from meshcouncil.council.commands.floor import (
    CallSpeaker,
    CloseRound,
    EndCaucus,
    EndSpeech,
    OpenRound,
    RaisePoint,
    RulePoint,
    SetSpeakersList,
    SpeakInRound,
    SwitchParliamentary,
    YieldFloor,
)
from meshcouncil.council.commands.graph import (
    ClearGraphDraft,
    DraftGraph,
    UndoGraphDraft,
)
from meshcouncil.council.commands.motions import (
    AcceptAmendment,
    CastBallot,
    CloseVote,
    OpenVote,
    ReviseMotion,
    SecondMotion,
    TableMotion,
    WithdrawMotion,
)
from meshcouncil.council.commands.proposals import (
    JoinWorkingGroup,
    ProposePolicy,
    RecordApproval,
    ReviseProposal,
    SubmitProposal,
    WithdrawProposal,
)
from meshcouncil.council.commands.seats import (
    BeginStep,
    CloseCouncil,
    DealInject,
    FillSeat,
    Occupancy,
    RingClocks,
    StartClocks,
    StopClocks,
    VacateSeat,
)
from meshcouncil.council.commands.stages import (
    AnswerIssue,
    AppealDeclaration,
    AskAdvice,
    DecideAlone,
    DeclareConsensus,
    EndStage,
    GiveAdvice,
    LiftObjection,
    OfferToDecide,
    RaiseIssue,
    StepDown,
    SupportIssue,
    TakeBackOffer,
    TakePoll,
    TakeTurn,
    WeighObjection,
)
from meshcouncil.council.commands.talk import (
    AnswerAsFacilitator,
    Audience,
    DeclareFact,
    Introduce,
    LowerHand,
    RaiseHand,
    Say,
)

SeatCommand = BeginStep | CloseCouncil | DealInject | FillSeat | RingClocks | StartClocks | StopClocks | VacateSeat
TalkCommand = AnswerAsFacilitator | DeclareFact | Introduce | LowerHand | RaiseHand | Say
MotionCommand = (
    AcceptAmendment | CastBallot | CloseVote | OpenVote | ReviseMotion | SecondMotion | TableMotion | WithdrawMotion
)
CharterCommand = CallFinalVote | CastCharterBallot | CloseFinalVote
StageCommand = (
    AnswerIssue
    | AppealDeclaration
    | AskAdvice
    | DecideAlone
    | DeclareConsensus
    | EndStage
    | GiveAdvice
    | LiftObjection
    | OfferToDecide
    | RaiseIssue
    | StepDown
    | SupportIssue
    | TakeBackOffer
    | TakePoll
    | TakeTurn
    | WeighObjection
)
FloorCommand = (
    CallSpeaker
    | CloseRound
    | EndCaucus
    | EndSpeech
    | OpenRound
    | RaisePoint
    | RulePoint
    | SetSpeakersList
    | SpeakInRound
    | SwitchParliamentary
    | YieldFloor
)
ProposalCommand = JoinWorkingGroup | ProposePolicy | RecordApproval | ReviseProposal | SubmitProposal | WithdrawProposal
GraphCommand = ClearGraphDraft | DraftGraph | UndoGraphDraft
Command = (
    SeatCommand
    | TalkCommand
    | MotionCommand
    | CharterCommand
    | StageCommand
    | FloorCommand
    | ProposalCommand
    | GraphCommand
)

__all__ = [
    "AcceptAmendment",
    "AnswerAsFacilitator",
    "AnswerIssue",
    "AppealDeclaration",
    "AskAdvice",
    "Audience",
    "BeginStep",
    "CallFinalVote",
    "CallSpeaker",
    "CastBallot",
    "CastCharterBallot",
    "CharterCommand",
    "ClearGraphDraft",
    "CloseCouncil",
    "CloseFinalVote",
    "CloseRound",
    "CloseVote",
    "Command",
    "DealInject",
    "DecideAlone",
    "DeclareConsensus",
    "DeclareFact",
    "DraftGraph",
    "EndCaucus",
    "EndSpeech",
    "EndStage",
    "FillSeat",
    "FloorCommand",
    "GiveAdvice",
    "GraphCommand",
    "Introduce",
    "JoinWorkingGroup",
    "LiftObjection",
    "LowerHand",
    "MotionCommand",
    "Occupancy",
    "OfferToDecide",
    "OpenRound",
    "OpenVote",
    "ProposalCommand",
    "ProposePolicy",
    "RaiseHand",
    "RaiseIssue",
    "RaisePoint",
    "RecordApproval",
    "ReviseMotion",
    "ReviseProposal",
    "RingClocks",
    "RulePoint",
    "Say",
    "SeatCommand",
    "SecondMotion",
    "SetSpeakersList",
    "SpeakInRound",
    "StageCommand",
    "StartClocks",
    "StepDown",
    "StopClocks",
    "SubmitProposal",
    "SupportIssue",
    "SwitchParliamentary",
    "TableMotion",
    "TakeBackOffer",
    "TakePoll",
    "TakeTurn",
    "TalkCommand",
    "UndoGraphDraft",
    "VacateSeat",
    "WeighObjection",
    "WithdrawMotion",
    "WithdrawProposal",
    "YieldFloor",
]
