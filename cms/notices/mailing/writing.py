"""Mails in the language of whom they are for, as text and as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from cms.notices.addresses import complete_address
from cms.notices.models import Notice


def write_mail(user: Any, notices: Sequence[Notice], *, is_summary: bool = False) -> EmailMultiAlternatives:
    """One mail to `user` of one notice, or of a day's."""
    account = complete_address(reverse("wagtailadmin_account")) + "#tab-notifications"
    with override(find_language(user)):
        context = {
            "name": user.get_full_name() or user.get_username(),
            "notices": [(notice, complete_address(notice.address)) for notice in notices],
            "is_summary": is_summary,
            "all": complete_address(reverse("notices:index")),
            "account": account,
            "site": settings.WAGTAIL_SITE_NAME,
        }
        subject = _name_summary(notices) if is_summary else notices[0].subject
        text = render_to_string("notices/mail.txt", context)
        html = render_to_string("notices/mail.html", context)
    mail = EmailMultiAlternatives(subject, text, to=[user.email], headers=_make_headers(notices, account))
    mail.attach_alternative(html, "text/html")
    return mail


def find_language(user: Any) -> str:
    profile = getattr(user, "wagtail_userprofile", None)
    return (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE


def _name_summary(notices: Sequence[Notice]) -> str:
    count = len(notices)
    text = ngettext("%(count)d notice since yesterday", "%(count)d notices since yesterday", count) % {"count": count}
    return _("%(site)s: %(what)s") % {"site": settings.WAGTAIL_SITE_NAME, "what": text}


def _make_headers(notices: Sequence[Notice], account: str) -> dict[str, str]:
    """The same id each time the same notices are sent: a mail that arrives twice is shown once."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    return {
        "Message-ID": f"<notice-{notices[0].pk}-{len(notices)}@{host}>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{account}>",
    }
