from cms.community.models.answerable import ANSWERED, Answerable
from cms.community.models.board import Board, BoardText, Posting, Screening
from cms.community.models.case import AUTOMATIC_REASONS, CaseEvent, CaseState, CaseStep, ClosingReason, ReviewCase
from cms.community.models.contribution import Contribution, ContributionState
from cms.community.models.dimensions import ReviewDimension, ReviewDimensionText
from cms.community.models.limit import BoardLimit
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
from cms.community.models.post import Post, PostProduct
from cms.community.models.purchase import Purchase
from cms.community.models.question import Answer, Question
from cms.community.models.reactions import Favourite, FavouriteKind, Like
from cms.community.models.reply import Reply
from cms.community.models.review import RATINGS, FollowUp, Review, ReviewScore, ReviewSummary
from cms.community.models.settings import ModerationSettings, ReviewSettings
from cms.community.models.upload import Upload
from cms.community.models.vote import HelpfulVote
from cms.community.models.words import CannedReason, ModerationWord, WordCategory, WordSeverity

__all__ = [
    "ANSWERED",
    "AUTOMATIC_REASONS",
    "RATINGS",
    "Answer",
    "Answerable",
    "Board",
    "BoardLimit",
    "BoardText",
    "CannedReason",
    "CaseEvent",
    "CaseState",
    "CaseStep",
    "ClosingReason",
    "Contribution",
    "ContributionState",
    "Favourite",
    "FavouriteKind",
    "FindingReason",
    "FingerprintBand",
    "FollowUp",
    "HelpfulVote",
    "Like",
    "ModerationAction",
    "ModerationEvent",
    "ModerationFinding",
    "ModerationItem",
    "ModerationSettings",
    "ModerationWord",
    "Post",
    "PostProduct",
    "Posting",
    "Purchase",
    "Question",
    "Reply",
    "Report",
    "ReportReason",
    "Review",
    "ReviewCase",
    "ReviewDimension",
    "ReviewDimensionText",
    "ReviewScore",
    "ReviewSettings",
    "ReviewSummary",
    "Screening",
    "TextFingerprint",
    "Upload",
    "WordCategory",
    "WordSeverity",
]
