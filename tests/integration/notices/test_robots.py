"""What arrives at each robot, checked by the robot itself; what is refused, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.delivery import outbox
from cms.delivery.models import OutboxEntry
from cms.delivery.worker import work_once
from cms.notices.models import ChannelMessage, NoticeChannel
from cms.notices.robots.formats import find_refusal, shorten
from cms.notices.telling import ROBOTS, tell
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.notices.conftest import KIND, make_person
from tests.integration.notices.robots import SECRETS, Robot, run_robot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def near_robots(settings: Any) -> None:
    settings.VITRINE_WEBHOOK_PRIVATE_ADDRESSES = True
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example.com"


def connect(robot: Robot, **values: Any) -> NoticeChannel:
    chosen = {"secret": robot.secret, "language": "en", "name": f"{robot.format} {robot.port}", **values}
    return NoticeChannel.objects.create(format=robot.format, url=robot.url, **chosen)


def work() -> int:
    return work_once(outbox.get_consumer(ROBOTS), worker="w")


def tell_of_tea(**what: Any) -> None:
    tell(KIND, [make_person("lin")], **{"subject": "茶 <@all> [x](y)", "body": "good", "address": "/admin/a/", **what})


def test_wecom() -> None:
    with run_robot("wecom") as robot:
        channel = connect(robot)
        tell_of_tea()
        assert work() == 1
        content = "**茶 ＜@all＞ ［x］(y)**\n\ngood\n\n[Open in the admin](https://cms.example.com/admin/a/)"
        assert robot.seen == [{"msgtype": "markdown", "markdown": {"content": content}}]
    channel.refresh_from_db()
    assert channel.last_error == ""
    assert channel.last_attempt_at is not None
    assert ChannelMessage.objects.get().sent_at is not None
    assert not OutboxEntry.objects.filter(consumer=ROBOTS).exists()


def test_dingtalk() -> None:
    with run_robot("dingtalk") as robot:
        connect(robot)
        tell_of_tea(address="")
        assert work() == 1
        text = "**茶 ＜@all＞ ［x］(y)**\n\ngood"
        assert robot.seen == [{"msgtype": "markdown", "markdown": {"title": "茶 <@all> [x](y)", "text": text}}]


def test_feishu() -> None:
    with run_robot("feishu") as robot:
        connect(robot)
        tell_of_tea()
        assert work() == 1
        [body] = robot.seen
        lines = [
            [{"tag": "text", "text": "good"}],
            [{"tag": "a", "text": "Open in the admin", "href": "https://cms.example.com/admin/a/"}],
        ]
        assert body["content"] == {"post": {"zh_cn": {"title": "茶 <@all> [x](y)", "content": lines}}}


def test_webhook() -> None:
    with run_robot("webhook") as robot:
        connect(robot)
        tell_of_tea()
        assert work() == 1
        [body] = robot.seen
        message = ChannelMessage.objects.get()
        assert body["id"] == f"notice_{message.pk}"
        data = {"kind": KIND, "subject": "茶 <@all> [x](y)", "body": "good"}
        assert body["data"] == {**data, "address": "https://cms.example.com/admin/a/"}


@pytest.mark.parametrize("format", ["dingtalk", "feishu", "webhook"])
def test_a_wrong_secret_is_refused_by_the_robot(format: str) -> None:
    wrong = "whsec_" + "eHl6" * 8
    reasons = {
        "dingtalk": "it refused the message: sign not match (310000)",
        "feishu": "it refused the message: sign match fail or timestamp is not within one hour (19021)",
        "webhook": "it answered 401 Unauthorized",
    }
    with run_robot(format) as robot:
        channel = connect(robot, secret=wrong)
        tell_of_tea()
        work()
        assert robot.seen == []
    channel.refresh_from_db()
    assert channel.last_error == reasons[format]
    entry = OutboxEntry.objects.get(consumer=ROBOTS)
    assert (entry.attempts, entry.status, entry.error) == (1, "pending", reasons[format])
    assert ChannelMessage.objects.get().sent_at is None


def test_a_refusal_is_tried_again_later_and_dead_in_the_end() -> None:
    with run_robot("wecom", refuses="api freq out of limit") as robot:
        connect(robot)
        tell_of_tea()
        for _attempt in range(outbox.MAX_ATTEMPTS):
            OutboxEntry.objects.filter(consumer=ROBOTS).update(available_at=timezone.now())
            assert work() == 1
        assert robot.attempts == outbox.MAX_ATTEMPTS
    entry = OutboxEntry.objects.get(consumer=ROBOTS)
    assert (entry.status, entry.error) == ("dead", "it refused the message: api freq out of limit (40001)")


def test_a_robot_that_is_down_is_asked_once_a_batch_and_holds_up_no_other() -> None:
    with run_robot("wecom", status=503) as away, run_robot("wecom") as fine:
        connect(away)
        connect(fine)
        person = make_person("lin")
        for number in range(3):
            tell(KIND, [person], subject=str(number))
        assert work() == 6
        assert (away.attempts, fine.attempts) == (1, 3)
    errors = set(OutboxEntry.objects.filter(consumer=ROBOTS).values_list("error", flat=True))
    assert errors == {"it answered 503 Service Unavailable"}
    assert OutboxEntry.objects.filter(consumer=ROBOTS).count() == 3


def test_what_was_sent_or_switched_off_is_not_sent_again() -> None:
    with run_robot("wecom") as robot:
        channel = connect(robot)
        tell_of_tea()
        work()
        message = ChannelMessage.objects.get()
        outbox.enqueue(ROBOTS, [str(message.pk)], available_at=timezone.now())
        assert work() == 1
        assert robot.attempts == 1
        NoticeChannel.objects.update(is_active=False)
        ChannelMessage.objects.create(channel=channel, kind=KIND, subject="late", created_at=timezone.now())
        outbox.enqueue(ROBOTS, [str(ChannelMessage.objects.latest("pk").pk)], available_at=timezone.now())
        assert work() == 1
        assert robot.attempts == 1


def test_inside_our_own_network_nothing_is_posted(settings: Any) -> None:
    with run_robot("wecom") as robot:
        channel = connect(robot)
        settings.VITRINE_WEBHOOK_PRIVATE_ADDRESSES = False
        tell_of_tea()
        work()
        assert robot.attempts == 0
    channel.refresh_from_db()
    assert channel.last_error == "127.0.0.1 leads to 127.0.0.1, which is not a public address"


def test_a_long_text_fits_and_answers_of_something_else_are_failures() -> None:
    with run_robot("wecom") as robot:
        connect(robot)
        tell_of_tea(subject="长" * 255, body="茶" * 4000)
        work()
        [body] = robot.seen
    assert "…" in body["markdown"]["content"]
    assert shorten("茶茶茶", 8) == "茶…"
    assert find_refusal("wecom", b"<html>") == "its answer is not that of such a robot: '<html>'"
    assert find_refusal("dingtalk", b"[]") == "its answer is not that of such a robot: '[]'"
    assert find_refusal("feishu", b'{"StatusCode": 0}') == ""
    assert find_refusal("webhook", b"anything") == ""


def test_a_test_message_shows_the_answer(admin_client: Any) -> None:
    with run_robot("dingtalk") as robot:
        channel = connect(robot, is_active=False)
        address = reverse("notice_channels:test", args=[channel.pk])
        html = admin_client.post(address, follow=True).content.decode()
        assert "The test has arrived: it answered 200." in html
        assert len(robot.seen) == 1
        robot.refuses = "keywords not in content"
        html = admin_client.post(address, follow=True).content.decode()
        assert "The test did not arrive: it refused the message: keywords not in content (40001)" in html
    assert not ChannelMessage.objects.exists()
    stranger = log_in(make_user())
    assert stranger.post(address).status_code == 302
    assert robot.attempts == 2
    assert admin_client.get(address).status_code == 405


def test_a_channel_is_made_and_its_secret_is_not_shown_again(admin_client: Any) -> None:
    form = {"name": "群", "format": "dingtalk", "url": "https://example.com/robot", "language": "en", "is_active": "on"}
    add = reverse("notice_channels:add")
    html = admin_client.post(add, form).content.decode()
    assert "Choose signing at the robot and enter its secret (SEC…)." in html
    assert not NoticeChannel.objects.exists()
    assert admin_client.post(add, {**form, "secret": SECRETS["dingtalk"], "kinds": [KIND]}).status_code == 302
    channel = NoticeChannel.objects.get()
    assert (channel.secret, channel.kinds) == ("SEC000aaa", [KIND])
    edit = reverse("notice_channels:edit", args=[channel.pk])
    assert "SEC000aaa" not in admin_client.get(edit).content.decode()
    assert admin_client.post(edit, {**form, "name": "another"}).status_code == 302
    channel.refresh_from_db()
    assert (channel.name, channel.secret, channel.kinds) == ("another", "SEC000aaa", [])


def test_a_webhook_s_own_secret_is_shown_once(admin_client: Any) -> None:
    form = {"name": "w", "format": "webhook", "url": "https://example.com/hook", "language": "en", "is_active": "on"}
    html = admin_client.post(reverse("notice_channels:add"), form, follow=True).content.decode()
    secret = NoticeChannel.objects.get().secret
    assert secret.startswith("whsec_")
    assert secret in html
    edit = reverse("notice_channels:edit", args=[NoticeChannel.objects.get().pk])
    assert secret not in admin_client.get(edit).content.decode()


def test_an_address_in_our_own_network_is_refused(admin_client: Any, settings: Any) -> None:
    settings.VITRINE_WEBHOOK_PRIVATE_ADDRESSES = False
    form = {"name": "w", "format": "wecom", "url": "http://127.0.0.1/", "language": "en"}
    html = admin_client.post(reverse("notice_channels:add"), form).content.decode()
    assert "127.0.0.1 is not a public address" in html
    assert not NoticeChannel.objects.exists()
