"""Owners hear once that a licence ends: who put the file here, and who keeps files."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document

from cms.media.models import UsageRights
from cms.media.rights.telling import tell_of_ending
from cms.notices.models import Notice

pytestmark = pytest.mark.django_db


def test_owner_and_keepers_hear_once() -> None:
    keeper = User.objects.create_superuser("keeper", "k@example.com", "secret")
    owner = User.objects.create_user("owner", "o@example.com", "secret")
    User.objects.create_user("other", "x@example.com", "secret")
    document = Document.objects.create(
        title="Contract", file=ContentFile(b"words", name="c.txt"), uploaded_by_user=owner
    )
    rights = UsageRights.objects.create(document=document, valid_until=timezone.localdate() + timedelta(days=9))
    for _time in range(2):
        tell_of_ending([str(rights.pk)], timezone.now())
    assert set(Notice.objects.values_list("user", "kind")) == {(keeper.pk, "licence-ends"), (owner.pk, "licence-ends")}
    assert all("Contract" in subject for subject in Notice.objects.values_list("subject", flat=True))
