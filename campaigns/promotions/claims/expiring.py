"""Has the worker give back what was held for too long: an entry of the outbox a claim, due when its hold ends."""

from __future__ import annotations

from datetime import datetime

from cms.delivery import outbox

CONSUMER = "claims"
_KEY = "expire"
_AT_ONCE = 500


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, work, batch_size=500))


def plan(at: datetime) -> None:
    """Look at `at` for holds that have ended, in the caller's transaction; looks due together are one."""
    outbox.enqueue(CONSUMER, [_KEY], available_at=at)


def work(keys: list[str], at: datetime) -> dict[str, str]:
    """Give back all that is due; the consumer of the outbox."""
    from campaigns.promotions.claims.settling import expire_claims

    while expire_claims(at=at, most=_AT_ONCE) == _AT_ONCE:
        pass
    return {}
