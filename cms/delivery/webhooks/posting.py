"""One signed POST. No database here: it runs in a thread a receiver."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from standardwebhooks.webhooks import Webhook

from cms.outbound.addresses import AddressRefused, resolve
from cms.outbound.connection import Deadline, read_limited, request

SECONDS = 10.0
GONE = 410
_BUSY = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Answer:
    """How a message was received: `error` is "" where it was accepted."""

    status: int | None
    error: str = ""

    @property
    def is_endpoint_down(self) -> bool:
        """Whether the next message would most likely fare no better."""
        return bool(self.error) and (self.status is None or self.status >= 500 or self.status in _BUSY)


def sign(secret: str, *, message_id: str, body: str, at: datetime) -> dict[str, str]:
    """The headers by which the receiver knows that `body` is ours, and of `at`."""
    moment = at.astimezone(UTC)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, moment, body),
    }


def post(
    url: str, secret: str, *, message_id: str, body: str, at: datetime, allow_private: bool, seconds: float = SECONDS
) -> Answer:
    """Send one message and say how it went; never raises for what the receiver does."""
    headers = sign(secret, message_id=message_id, body=body, at=at)
    return exchange(url, body=body, headers=headers, allow_private=allow_private, seconds=seconds)[0]


def exchange(
    url: str, *, body: str, headers: Mapping[str, str], allow_private: bool, seconds: float = SECONDS, limit: int = 0
) -> tuple[Answer, bytes]:
    """Post `body`, which is JSON, with `headers`; how it went, and what was answered, where it has up to `limit` bytes.

    Never raises for what the receiver does.
    """
    standard = {"Content-Type": "application/json", "User-Agent": "Vitrine/1 (webhooks)"}
    deadline = Deadline(seconds)
    try:
        target = resolve(url, allow_private=allow_private)
        with request(
            target, method="POST", headers={**standard, **headers}, deadline=deadline, body=body.encode()
        ) as response:
            return _judge(response.status, response.reason), (read_limited(response, limit) or b"") if limit else b""
    except AddressRefused as error:
        return Answer(None, str(error)), b""
    except TimeoutError:
        return Answer(None, f"no answer within {seconds:g} seconds"), b""
    except ssl.SSLCertVerificationError as error:
        return Answer(None, f"its certificate is not valid: {error.verify_message}"), b""
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(None, f"the connection failed: {str(error) or type(error).__name__}"), b""


def _judge(status: int, reason: str) -> Answer:
    if 200 <= status < 300:
        return Answer(status)
    if 300 <= status < 400:
        return Answer(status, f"it answered {status} {reason}; redirects are not followed, enter the final address")
    return Answer(status, f"it answered {status} {reason}")
