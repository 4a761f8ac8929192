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
from cms.community.models.settings import ModerationSettings
from cms.community.models.words import CannedReason, ModerationWord, WordCategory, WordSeverity

__all__ = [
    "CannedReason",
    "Contribution",
    "ContributionState",
    "FindingReason",
    "FingerprintBand",
    "ModerationAction",
    "ModerationEvent",
    "ModerationFinding",
    "ModerationItem",
    "ModerationSettings",
    "ModerationWord",
    "Report",
    "ReportReason",
    "TextFingerprint",
    "WordCategory",
    "WordSeverity",
]
