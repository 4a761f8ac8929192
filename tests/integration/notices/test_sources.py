"""What happens in the shop is told to those it concerns: approvals, schedules, the outbox, imports, reviews, limits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from campaigns.promotions.models import RuleUsage
from campaigns.promotions.warning import GONE, NEARLY_GONE, look_at_limits
from cms.community.models import ReviewCase
from cms.community.reviews.reminding import OVERDUE
from cms.delivery import outbox, scheduling
from cms.delivery.models import OutboxEntry
from cms.delivery.outbox import Consumer
from cms.delivery.worker import work_once
from cms.notices.models import Notice
from cms.notices.reminders import REMINDERS
from cms.notices.sources import delivery, workflows
from cms.operations.roles.granting import ensure_roles, find_group
from tests import factories
from tests.community import NOW, write_review
from tests.integration.bulk.tables import act, upload, upload_rows
from tests.integration.notices.conftest import make_person
from tests.integration.promotions.making import make_promotion, publish

pytestmark = pytest.mark.django_db


def make_role(key: str) -> User:
    user = make_person(key)
    user.groups.add(find_group(key))
    return user


def list_notices(kind: str) -> list[tuple[str, str, str]]:
    rows = Notice.objects.filter(kind=kind).order_by("user__username", "pk")
    return list(rows.values_list("user__username", "subject", "body"))


@pytest.fixture
def approvals() -> dict[str, User]:
    people = {name: make_person(name, first_name=name.title()) for name in ("author", "other")}
    people["approver"] = make_person("approver", first_name="Approver", is_superuser=True)
    group = Group.objects.create(name="approvers")
    group.user_set.add(people["approver"])
    workflow, task = Workflow.objects.create(name="w"), GroupApprovalTask.objects.create(name="t")
    task.groups.add(group)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    return {**people, "workflow": workflow}


def test_an_approval_is_told_step_by_step_and_wagtail_sends_no_mail_of_its_own(approvals: Any) -> None:
    content = factories.make_published("tea", title="双十一")
    content.save_revision(user=approvals["author"])
    state = approvals["workflow"].start(content, approvals["author"])
    assert list_notices(workflows.SUBMITTED) == [
        ("approver", f"“{content}” waits for your approval", "Submitted by Author.")
    ]
    notice = Notice.objects.get()
    assert notice.address == reverse("wagtailsnippets_catalog_productcontent:edit", args=[content.pk])
    assert notice.way == "mail"
    state.current_task_state.reject(user=approvals["approver"], comment="too loud")
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert list_notices(workflows.REJECTED) == [("author", f"“{content}” was sent back", "By Approver: too loud")]
    state.refresh_from_db()
    state.resume(user=approvals["author"])
    state.refresh_from_db()
    assert len(list_notices(workflows.SUBMITTED)) == 2
    state.current_task_state.approve(user=approvals["approver"])
    assert list_notices(workflows.APPROVED) == [("author", f"“{content}” was approved", "Approved by Approver.")]
    assert not Notice.objects.filter(kind=workflows.SUBMITTED, read_at=None).exists()
    assert mail.outbox == []


def test_a_schedule_that_fails_is_told_to_whoever_planned_it_and_to_heads(monkeypatch: Any) -> None:
    factories.make_home()
    ensure_roles()
    head, author = make_role("head"), make_person("author")
    content = factories.make_published("tea")
    revision = content.save_revision(user=author)
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise ValueError("the title is too long")

    monkeypatch.setattr(type(revision), "publish", refuse)
    for _attempt in range(2):
        failures = scheduling.carry_out_schedules(["product:tea"], timezone.now())
        assert failures == {"product:tea": "ValueError: the title is too long"}
    said = (f"“{content}” did not go live as planned", "the title is too long")
    assert list_notices(delivery.SCHEDULE) == [(author.username, *said), (head.username, *said)]


def test_entries_that_are_given_up_are_told_to_heads_once(monkeypatch: Any) -> None:
    factories.make_home()
    ensure_roles()
    make_role("head")
    make_role("editors")
    consumer = Consumer("tests", lambda keys, at: dict.fromkeys(keys, "no"))
    monkeypatch.setitem(outbox._consumers, "tests", consumer)
    for key in ("a", "b"):
        outbox.enqueue("tests", [key], available_at=timezone.now())
    OutboxEntry.objects.filter(consumer="tests").update(attempts=outbox.MAX_ATTEMPTS - 1)
    work_once(consumer, worker="w")
    assert list_notices(delivery.DEAD) == [("head", "tests gave up on 2 changes", "a, b: no")]
    OutboxEntry.objects.create(consumer="tests", key="c", available_at=timezone.now(), attempts=11)
    work_once(consumer, worker="w")
    assert len(list_notices(delivery.DEAD)) == 1


def test_a_lost_worker_is_told_as_well() -> None:
    User.objects.create_superuser("root")
    past = timezone.now() - timedelta(hours=1)
    entry = {"consumer": "tests", "key": "a", "available_at": past, "attempts": outbox.MAX_ATTEMPTS - 1}
    OutboxEntry.objects.create(**entry, status="claimed", claimed_by="x/1/y", claimed_until=past)
    outbox.recover(at=timezone.now())
    assert OutboxEntry.objects.get(consumer="tests").status == "dead"
    assert Notice.objects.get(kind=delivery.DEAD).user.username == "root"


def test_imports_are_told_when_they_are_through(admin_client: Any) -> None:
    factories.make_published("tea")
    job = act(
        admin_client,
        upload_rows(admin_client, "facts", [["Product key", "Life-cycle stage"], ["tea", "new"]]),
        "confirm",
    )
    assert job.state == "done"
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.subject) == (job.user, "bulk-finished", "table.xlsx: done")
    assert (notice.body, notice.address) == ("No row was refused.", reverse("bulk:job", args=[job.pk]))
    refused = upload(admin_client, "facts", b"nonsense")
    assert refused.state == "refused"
    notice = Notice.objects.get(kind="bulk-failed")
    assert (notice.subject, notice.body) == ("table.xlsx was refused", refused.error)


def look() -> None:
    OutboxEntry.objects.filter(consumer=REMINDERS).update(available_at=timezone.now())
    work_once(outbox.get_consumer(REMINDERS), worker="w")


def test_a_low_review_past_its_time_is_told_once() -> None:
    factories.make_home()
    ensure_roles()
    make_role("service")
    make_role("analysts")
    factories.make_published("tea")
    write_review("tea", rating=1, body="the tea is stale")
    case = ReviewCase.objects.get()
    entry = OutboxEntry.objects.get(consumer=REMINDERS)
    assert (entry.key, entry.available_at) == (f"{OVERDUE}:{case.pk}", case.due_at)
    look()
    expected = [] if case.due_at > timezone.now() else ["service"]
    assert [row[0] for row in list_notices(OVERDUE)] == expected
    ReviewCase.objects.update(due_at=timezone.now() - timedelta(hours=1))
    outbox.enqueue(REMINDERS, [f"{OVERDUE}:{case.pk}"], available_at=timezone.now())
    look()
    [(name, subject, body)] = list_notices(OVERDUE)
    assert (name, subject) == ("service", "A review of 1 stars is past its time")
    assert "stale" in body
    ReviewCase.objects.update(state="answered")
    Notice.objects.all().delete()
    outbox.enqueue(REMINDERS, [f"{OVERDUE}:{case.pk}"], available_at=timezone.now())
    look()
    assert list_notices(OVERDUE) == []


def test_limits_are_told_when_nearly_gone_and_when_gone() -> None:
    factories.make_home()
    ensure_roles()
    make_role("campaigns")
    make_role("service")
    promotion = make_promotion(action={"type": "amount", "value": {"value": "30"}}, limit_total=10)
    publish(promotion)
    assert OutboxEntry.objects.filter(consumer=REMINDERS, key=f"{GONE}:{promotion.key}").count() == 1
    usage = RuleUsage.objects.create(rule=promotion.key, used=7)
    at = timezone.now()
    look_at_limits(promotion.key, at)
    assert not Notice.objects.exists()
    RuleUsage.objects.filter(pk=usage.pk).update(used=8)
    look_at_limits(promotion.key, at)
    Notice.objects.update(read_at=at)
    look_at_limits(promotion.key, at)
    assert list_notices(NEARLY_GONE) == [("campaigns", "“满减”: 80 percent of its limits are used up", "")]
    RuleUsage.objects.filter(pk=usage.pk).update(used=10)
    OutboxEntry.objects.all().delete()
    look_at_limits(promotion.key, at)
    assert list_notices(GONE) == [("campaigns", "The limits of “满减” are used up", "")]
    assert not OutboxEntry.objects.filter(consumer=REMINDERS).exists()


def test_what_has_no_limits_is_not_looked_at() -> None:
    publish(make_promotion(action={"type": "amount", "value": {"value": "30"}}))
    assert not OutboxEntry.objects.filter(consumer=REMINDERS).exists()


def test_a_thing_that_cannot_be_looked_at_is_no_other_ones_fault(monkeypatch: Any) -> None:
    from cms.notices import reminders

    looked: list[str] = []

    def fail(key: str, at: Any) -> None:
        raise ValueError(key)

    monkeypatch.setitem(reminders._looks, "bad", fail)
    monkeypatch.setitem(reminders._looks, "good", lambda key, at: looked.append(key))
    assert reminders.look(["bad:1", "good:2:3", "gone:4"], NOW) == {"bad:1": "ValueError: 1"}
    assert looked == ["2:3"]
