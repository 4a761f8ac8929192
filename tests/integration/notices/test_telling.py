"""Who is told, in which words, how often, and what follows once it is committed."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import get_language

from cms.delivery.models import OutboxEntry
from cms.notices import telling
from cms.notices.kinds import Way
from cms.notices.models import ChannelMessage, Notice, NoticeChannel, NoticePreference
from cms.notices.telling import DIGEST, MAIL, ROBOTS, tell, tell_people_with
from tests.integration.notices.conftest import KIND, make_person

pytestmark = pytest.mark.django_db


def make_channel(name: str = "群", **values: Any) -> NoticeChannel:
    return NoticeChannel.objects.create(name=name, format="wecom", url="https://example.com/robot", **values)


def list_entries() -> list[tuple[str, str]]:
    entries = OutboxEntry.objects.filter(consumer__startswith="notices-").order_by("pk")
    return list(entries.values_list("consumer", "key"))


def test_each_person_has_a_notice_in_their_language_by_the_way_they_chose() -> None:
    people = [make_person("lin", language="zh-hans"), make_person("mary"), make_person("zhou"), make_person("wu")]
    for user, way in zip(people[1:], (Way.MAIL, Way.DIGEST, Way.NONE), strict=True):
        NoticePreference.objects.create(user=user, kind=KIND, way=way)
    assert tell(KIND, people, subject=lambda: f"in {get_language()}", body="two\nlines", address="/admin/tea/") == 3
    rows = Notice.objects.order_by("user__pk").values_list("user__username", "subject", "body", "address", "way")
    assert list(rows) == [
        ("lin", "in zh-hans", "two\nlines", "/admin/tea/", "bell"),
        ("mary", "in en", "two\nlines", "/admin/tea/", "mail"),
        ("zhou", "in en", "two\nlines", "/admin/tea/", "digest"),
    ]
    mailed = Notice.objects.get(way=Way.MAIL)
    assert list_entries() == [(MAIL, str(mailed.pk)), (DIGEST, str(people[2].pk))]


def test_of_one_key_there_is_one_unread() -> None:
    user = make_person("lin")
    assert tell(KIND, [user], subject="once", key="tea:1") == 1
    assert tell(KIND, [user, make_person("wu")], subject="twice", key="tea:1") == 1
    assert tell(KIND, [user], subject="other", key="tea:2") == 1
    assert list(user.notices.order_by("pk").values_list("subject", flat=True)) == ["once", "other"]
    user.notices.update(read_at="2026-11-11T00:00Z")
    assert tell(KIND, [user], subject="again", key="tea:1") == 1
    assert tell(KIND, [user, user], subject="without a key") == 1
    assert tell(KIND, [user], subject="without a key") == 1
    assert user.notices.count() == 5


def test_a_notice_goes_with_the_change_it_tells_of() -> None:
    user = make_person("lin")
    make_channel()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(KIND, [user], subject="never")
        raise ZeroDivisionError
    assert not Notice.objects.exists()
    assert not ChannelMessage.objects.exists()
    assert list_entries() == []


def test_who_may_not_log_in_is_not_told_and_unknown_kinds_are_refused() -> None:
    assert tell(KIND, [make_person("gone", is_active=False)], subject="x") == 0
    assert not Notice.objects.exists()
    with pytest.raises(KeyError, match=r"no kind of notice .tee.; known: .*tests-tea"):
        tell("tee", [], subject="x")


def test_a_long_subject_is_one_line_that_fits() -> None:
    user = make_person("lin")
    tell(KIND, [user], subject="a\n" + "b" * 400)
    assert Notice.objects.get().subject == ("a " + "b" * 400)[:255]


def test_channels_hear_of_their_kinds_and_their_groups_once_a_day() -> None:
    group, other = Group.objects.create(name="g"), Group.objects.create(name="o")
    user = make_person("lin")
    user.groups.add(group)
    make_channel("all", language="en")
    make_channel("ours", kinds=[KIND]).groups.add(group)
    make_channel("theirs").groups.add(other)
    make_channel("kind", kinds=["other"])
    make_channel("off", is_active=False)
    NoticePreference.objects.create(user=user, kind=KIND, way=Way.NONE)
    assert tell(KIND, [user], subject=lambda: f"in {get_language()}", key="k") == 0
    rows = ChannelMessage.objects.order_by("channel__name")
    assert list(rows.values_list("channel__name", "subject")) == [("all", "in en"), ("ours", "in zh-hans")]
    assert sorted(list_entries()) == sorted((ROBOTS, str(row.pk)) for row in rows)
    tell(KIND, [user], subject="again", key="k")
    assert rows.count() == 2
    rows.update(created_at="2026-11-11T00:00Z")
    tell(KIND, [user], subject="again", key="k")
    assert rows.count() == 4


def test_those_with_a_right_are_told() -> None:
    by_group, alone = make_person("group"), make_person("alone")
    right = Permission.objects.get(codename="view_outboxentry")
    group = Group.objects.create(name="heads")
    group.permissions.add(right)
    by_group.groups.add(group)
    alone.user_permissions.add(right)
    make_person("nobody")
    User.objects.create_superuser("root")
    assert tell_people_with("delivery.view_outboxentry", KIND, subject="x") == 3
    assert set(Notice.objects.values_list("user__username", flat=True)) == {"group", "alone", "root"}


def test_telling_many_takes_as_many_queries_as_telling_few() -> None:
    make_channel()
    people = [make_person(f"p-{number}") for number in range(12)]

    def count(some: list[User]) -> int:
        with CaptureQueriesContext(connection) as queries:
            tell(KIND, some, subject="x", key=str(len(some)))
        return len(queries)

    assert count(people[:2]) == count(people)


def test_summaries_go_out_at_eight_by_the_shops_clock() -> None:
    from datetime import UTC, datetime

    from cms.notices.digests import plan_digest

    for told, sent in (((25, 23, 59), (26, 0)), ((26, 0, 0), (27, 0)), ((26, 9, 0), (27, 0))):
        at = datetime(2026, 11, *told, tzinfo=UTC)
        assert plan_digest(at) == datetime(2026, 11, *sent, tzinfo=UTC), at
    assert telling.DIGEST == "notices-digest"
