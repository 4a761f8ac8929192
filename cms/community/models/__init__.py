from cms.community.models.board import Board, BoardText, Posting, Screening
from cms.community.models.contribution import Contribution, ContributionState
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
from cms.community.models.reactions import Favourite, FavouriteKind, Like
from cms.community.models.reply import Reply
from cms.community.models.settings import ModerationSettings
from cms.community.models.upload import Upload
from cms.community.models.words import CannedReason, ModerationWord, WordCategory, WordSeverity

__all__ = [
    "Board",
    "BoardText",
    "CannedReason",
    "Contribution",
    "ContributionState",
    "Favourite",
    "FavouriteKind",
    "FindingReason",
    "FingerprintBand",
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
    "Reply",
    "Report",
    "ReportReason",
    "Screening",
    "TextFingerprint",
    "Upload",
    "WordCategory",
    "WordSeverity",
]
