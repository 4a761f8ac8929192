"""Stops a member from contributing, and lets them again. What they wrote is for moderation to decide."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cms.members.models import Member


def block_member(member: Member, *, reason: str, by: Any, at: datetime) -> None:
    """Stop `member` from posting, replying, liking and changing the name."""
    member.is_blocked, member.block_reason, member.blocked_by, member.blocked_at = True, reason, by, at
    member.save(update_fields=["is_blocked", "block_reason", "blocked_by", "blocked_at"])


def unblock_member(member: Member) -> None:
    """Let `member` contribute again."""
    member.is_blocked, member.block_reason, member.blocked_by, member.blocked_at = False, "", None, None
    member.save(update_fields=["is_blocked", "block_reason", "blocked_by", "blocked_at"])
