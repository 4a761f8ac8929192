"""What allauth asks the project for: where a request is from, how secrets are kept, what messages say."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.callers import read_address

_TOO_OFTEN = _("Too many wrong codes. Wait five minutes, then try again with a new code.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _TOO_OFTEN,
        "rate_limited": _TOO_OFTEN,
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        return read_address(request) or "unknown"

    def is_open_for_signup(self, request: Any) -> bool:
        return False


class FactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Each works once: enter the one that your app shows now."),
    }

    def encrypt(self, text: str) -> str:
        return _make_cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _make_cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # Written with another SECRET_KEY: no code fits, so the second factor has to be reset.
            return _make_unknown()


def _make_unknown() -> str:
    """A secret that nobody has."""
    return base64.b32encode(hashlib.sha256(Fernet.generate_key()).digest()[:20]).decode()


def _make_cipher() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"factor:{secret}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
