from cms.community.models.answerable import ANSWERED, Answerable
from cms.community.models.case import (
    AUTOMATIC_REASONS,
    CaseEvent,
    CaseState,
    CaseStep,
    ClosingReason,
    ReviewCase,
)
from cms.community.models.contribution import Contribution, ContributionState
from cms.community.models.dimensions import ReviewDimension, ReviewDimensionText
from cms.community.models.moderation import (
    FindingReason,
    FingerprintBand,
    ModerationAction,
    ModerationEvent,
    ModerationFinding,
    ModerationItem,
    Report,
    ReportReason,
    TextFingerprint,
)
from cms.community.models.purchase import Purchase
from cms.community.models.question import Answer, Question
from cms.community.models.review import RATINGS, FollowUp, Review, ReviewScore, ReviewSummary
from cms.community.models.settings import ModerationSettings, ReviewSettings
from cms.community.models.vote import HelpfulVote
from cms.community.models.words import CannedReason, ModerationWord, WordCategory, WordSeverity

__all__ = [
    "ANSWERED",
    "AUTOMATIC_REASONS",
    "RATINGS",
    "Answer",
    "Answerable",
    "CannedReason",
    "CaseEvent",
    "CaseState",
    "CaseStep",
    "ClosingReason",
    "Contribution",
    "ContributionState",
    "FindingReason",
    "FingerprintBand",
    "FollowUp",
    "HelpfulVote",
    "ModerationAction",
    "ModerationEvent",
    "ModerationFinding",
    "ModerationItem",
    "ModerationSettings",
    "ModerationWord",
    "Purchase",
    "Question",
    "Report",
    "ReportReason",
    "Review",
    "ReviewCase",
    "ReviewDimension",
    "ReviewDimensionText",
    "ReviewScore",
    "ReviewSettings",
    "ReviewSummary",
    "TextFingerprint",
    "WordCategory",
    "WordSeverity",
]
