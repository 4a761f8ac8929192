"""Old notices go by themselves; what nobody has read yet waits longer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.delivery import worker
from cms.delivery.models import OutboxEntry
from cms.notices import cleaning
from cms.notices.models import Notice
from tests.integration.admin.conftest import make_user

pytestmark = pytest.mark.django_db


def test_the_worker_deletes_old_ones_every_day(settings: Any) -> None:
    settings.VITRINE_NOTICE_DAYS = 10
    now, user = timezone.now(), make_user()
    for told, read in ((40, 11), (40, 9), (31, None), (29, None), (1, 0)):
        Notice.objects.create(
            user=user,
            kind="mention",
            subject=f"{told} {read}",
            created_at=now - timedelta(days=told),
            read_at=None if read is None else now - timedelta(days=read),
        )
    cleaning.plan()
    cleaning.plan()
    entries = OutboxEntry.objects.filter(consumer=cleaning.CONSUMER)
    assert entries.count() == 1
    entries.update(available_at=now)
    worker.drain(consumers=[cleaning.CONSUMER])
    assert sorted(Notice.objects.values_list("subject", flat=True)) == ["1 0", "29 None", "40 9"]
    assert entries.get().available_at > now + timedelta(hours=23)
    assert cleaning.clean(at=now + timedelta(days=400)) == 3
