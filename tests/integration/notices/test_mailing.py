"""Mails at once and daily summaries: to whom, in which language, once, and again when the server was away."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from cms.delivery import outbox
from cms.delivery.models import OutboxEntry
from cms.delivery.worker import work_once
from cms.notices.kinds import Way
from cms.notices.models import Notice, NoticePreference
from cms.notices.telling import DIGEST, MAIL, tell
from tests.integration.notices.conftest import KIND, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def base(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example.com"


def make_reader(name: str, way: Way, **values: Any) -> User:
    user = make_person(name, **values)
    NoticePreference.objects.create(user=user, kind=KIND, way=way)
    return user


def work(consumer: str) -> int:
    OutboxEntry.objects.filter(consumer=consumer).update(available_at=timezone.now())
    return work_once(outbox.get_consumer(consumer), worker="w")


def test_a_mail_at_once_as_text_and_html() -> None:
    user = make_reader("lin", Way.MAIL, first_name="Lin")
    tell(KIND, [user], subject="Tea & <b>", body="one\ntwo", address="/admin/tea/")
    assert mail.outbox == []
    assert work(MAIL) == 1
    [sent] = mail.outbox
    assert (sent.subject, sent.to) == ("Tea & <b>", ["lin@example.com"])
    notice = Notice.objects.get()
    assert notice.mailed_at is not None
    assert sent.extra_headers == {
        "Message-ID": f"<notice-{notice.pk}-1@cms.example.com>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": "<https://cms.example.com/admin/account/#tab-notifications>",
    }
    assert sent.body.splitlines()[:5] == ["Hello Lin,", "", "Tea & <b>", "one", "two"]
    assert "https://cms.example.com/admin/tea/" in sent.body
    html, kind = sent.alternatives[0]
    assert kind == "text/html"
    assert "Tea &amp; &lt;b&gt;" in html
    assert "one<br>two" in html
    assert '<html lang="en">' in html


def test_the_mail_is_in_the_persons_language() -> None:
    tell(KIND, [make_reader("lin", Way.MAIL, language="zh-hans")], subject="茶")
    work(MAIL)
    assert '<html lang="zh-hans">' in mail.outbox[0].alternatives[0][0]


def test_one_summary_a_day_of_what_is_unread() -> None:
    user, other = make_reader("lin", Way.DIGEST), make_reader("wu", Way.DIGEST)
    for subject in ("first", "second", "third"):
        tell(KIND, [user], subject=subject)
    tell(KIND, [other], subject="alone")
    user.notices.filter(subject="second").update(read_at=timezone.now())
    assert work_once(outbox.get_consumer(DIGEST), worker="w") == 0
    assert work(DIGEST) == 2
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["lin@example.com"], "Vitrine: 2 notices since yesterday"),
        (["wu@example.com"], "Vitrine: 1 notice since yesterday"),
    ]
    assert "- first" in mail.outbox[0].body
    assert "second" not in mail.outbox[0].body
    tell(KIND, [user], subject="fourth")
    assert work(DIGEST) == 1
    assert mail.outbox[2].subject == "Vitrine: 1 notice since yesterday"
    assert "first" not in mail.outbox[2].body


def test_nothing_goes_out_twice_nor_to_who_has_read_it_or_has_no_address() -> None:
    user, silent, read = (make_reader(name, Way.MAIL) for name in ("lin", "silent", "read"))
    User.objects.filter(pk=silent.pk).update(email="")
    tell(KIND, [user, silent, read], subject="x")
    read.notices.update(read_at=timezone.now())
    assert work(MAIL) == 3
    outbox.enqueue(MAIL, [str(user.notices.get().pk)], available_at=timezone.now())
    work(MAIL)
    assert [sent.to for sent in mail.outbox] == [["lin@example.com"]]
    assert not OutboxEntry.objects.filter(consumer=MAIL).exists()


class AwayBackend(EmailBackend):
    def open(self) -> None:
        raise ConnectionRefusedError("connection refused")


class RefusingBackend(EmailBackend):
    def send_messages(self, messages: Any) -> int:
        if messages[0].to == ["lin@example.com"]:
            raise SMTPRecipientsRefused({"lin@example.com": (550, b"no such user")})
        return super().send_messages(messages)


def test_a_server_that_is_away_is_tried_again(settings: Any) -> None:
    tell(KIND, [make_reader("lin", Way.MAIL), make_reader("wu", Way.MAIL)], subject="x")
    settings.EMAIL_BACKEND = f"{__name__}.AwayBackend"
    assert work(MAIL) == 2
    entries = OutboxEntry.objects.filter(consumer=MAIL)
    assert set(entries.values_list("attempts", "error")) == {(1, "the mail server cannot be used: connection refused")}
    assert not Notice.objects.exclude(mailed_at=None).exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert work(MAIL) == 2
    assert sorted(sent.to[0] for sent in mail.outbox) == ["lin@example.com", "wu@example.com"]
    assert not entries.exists()


def test_one_address_that_is_refused_is_no_other_ones_fault(settings: Any) -> None:
    tell(KIND, [make_reader("lin", Way.MAIL), make_reader("wu", Way.MAIL)], subject="x")
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    work(MAIL)
    assert [sent.to for sent in mail.outbox] == [["wu@example.com"]]
    entry = OutboxEntry.objects.get(consumer=MAIL)
    assert "no such user" in entry.error
