"""What the demo shop's people have asked of each other."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from cms.notices.models import NoticeChannel
from cms.operations.demo_logins import ensure_logins
from cms.operations.demo_tasks import load_tasks
from cms.operations.roles.granting import ensure_roles, find_group
from cms.operations.roles.reading import read_roles
from cms.tasks.models import Task, TaskState
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_shop_without_people_has_no_tasks() -> None:
    assert load_tasks(at=timezone.now()) == 0
    assert not NoticeChannel.objects.exists()


def test_every_role_has_something_to_do_and_loading_again_adds_nothing(vitrine_data: Any) -> None:
    factories.make_home()
    ensure_roles()
    ensure_logins(vitrine_data)
    at = timezone.now()
    content = factories.make_published("tea")
    assert load_tasks(at=at) == 10
    for role in read_roles():
        person = find_group(role.key).user_set.get()
        assert Task.objects.of(person).open().exists(), role.key
        assert person.notices.exists(), role.key
    assert Task.objects.overdue(at=at).count() == 2
    done = Task.objects.get(state=TaskState.DONE)
    assert (done.owner_name, done.asked_by_name) == ("孙婉婷", "陈小满")
    assert done.comments.count() == 1
    assert Task.objects.filter(about_id=str(content.pk)).exists()
    channel = NoticeChannel.objects.get()
    assert not channel.is_active
    assert load_tasks(at=at) == 0
    assert mail.outbox == []
