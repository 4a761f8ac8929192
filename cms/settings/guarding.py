"""Reads how the admin is guarded: the second factor, guessed passwords, how long is known who did what."""

from __future__ import annotations

from dataclasses import dataclass

from cms.settings.reader import Reader

TWO_FACTOR = ("OFF", "OPTIONAL", "REQUIRED")


@dataclass(frozen=True, slots=True)
class Guarding:
    """Who gets into the admin with what, and how long it is known what they did and were told there."""

    two_factor: str = "off"
    attempts: int = 5
    lockout_minutes: int = 15
    audit_days: int = 1095
    notice_days: int = 90


def read_guarding(reader: Reader) -> Guarding:
    """The variables ADMIN_TWO_FACTOR, LOGIN_…, AUDIT_DAYS and NOTICE_DAYS."""
    return Guarding(
        two_factor=reader.choice("ADMIN_TWO_FACTOR", TWO_FACTOR, "OFF").lower(),
        attempts=reader.integer("LOGIN_ATTEMPTS", 5, lowest=2, highest=100),
        lockout_minutes=reader.integer("LOGIN_LOCKOUT_MINUTES", 15, lowest=1, highest=1440),
        audit_days=reader.integer("AUDIT_DAYS", 1095, lowest=30, highest=36500),
        notice_days=reader.integer("NOTICE_DAYS", 90, lowest=7, highest=36500),
    )
