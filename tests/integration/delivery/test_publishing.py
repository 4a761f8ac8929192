"""Publishing, withdrawing and scheduling: what is served, from when to when."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import Revision
from wagtail.signals import published, unpublished

from cms.catalog.models import ProductContent
from cms.delivery import selectors, services
from cms.delivery.models import DeliveryDocument, OutboxEntry
from tests.factories import make_draft, make_product, make_published, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("watcher")]


def read_title(key: str, *, at=None, locale: str = "zh-hans") -> str | None:
    found = selectors.find_documents("product", [key], locale=locale, at=at or timezone.now())
    return found[key].data["title"] if key in found else None


def test_a_draft_is_nowhere() -> None:
    content = make_draft(make_product("tea"), title="Draft")
    content.save_revision()
    assert read_title("tea") is None
    assert not DeliveryDocument.objects.exists()
    assert not OutboxEntry.objects.filter(key="product:tea").exists()


def test_publishing_serves_the_revision_and_tells_the_index() -> None:
    make_published("tea", title="Tea")
    assert read_title("tea") == "Tea"
    assert OutboxEntry.objects.filter(consumer="watcher", key="product:tea").count() == 1


def test_a_later_draft_of_a_live_product_is_not_served() -> None:
    content = make_published("tea", title="Tea")
    content.title = "Better tea"
    content.save_revision()
    assert read_title("tea") == "Tea"


def test_publishing_again_replaces_the_document() -> None:
    content = make_published("tea", title="Tea")
    publish(content, title="Better tea")
    assert read_title("tea") == "Better tea"
    assert DeliveryDocument.objects.filter(key="tea").count() == 1


def test_publishing_what_is_unchanged_tells_nobody() -> None:
    content = make_published("tea", title="Tea")
    OutboxEntry.objects.all().delete()
    publish(content)
    assert not OutboxEntry.objects.exists()
    document = DeliveryDocument.objects.get(key="tea")
    assert document.revision_id == ProductContent.objects.get(pk=content.pk).live_revision_id


def test_unpublishing_removes_from_everywhere() -> None:
    content = make_published("tea", title="Tea")
    OutboxEntry.objects.all().delete()
    content.unpublish()
    assert read_title("tea") is None
    assert selectors.find_document_by_slug("product", "tea", locale="zh-hans", at=timezone.now()) is None
    assert list(OutboxEntry.objects.values_list("consumer", "key")) == [("watcher", "product:tea")]


def test_deleting_removes_from_everywhere() -> None:
    content = make_published("tea", title="Tea")
    content.delete()
    assert read_title("tea") is None


def test_a_schedule_starts_and_ends_to_the_second_without_a_worker() -> None:
    start = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    end = start + timedelta(minutes=30)
    publish(make_draft(make_product("tea"), title="Tea"), go_live_at=start, expire_at=end)
    second = timedelta(seconds=1)
    assert read_title("tea") is None
    assert read_title("tea", at=start - second) is None
    assert read_title("tea", at=start) == "Tea"
    assert read_title("tea", at=end - second) == "Tea"
    assert read_title("tea", at=end) is None


def test_a_scheduled_change_takes_over_from_what_is_live() -> None:
    content = make_published("tea", title="Tea")
    start = timezone.now() + timedelta(hours=1)
    publish(content, title="Autumn tea", go_live_at=start)
    assert read_title("tea") == "Tea"
    assert read_title("tea", at=start - timedelta(microseconds=1)) == "Tea"
    assert read_title("tea", at=start) == "Autumn tea"


def test_boundaries_are_announced_for_when_they_come() -> None:
    start = timezone.now() + timedelta(hours=1)
    end = start + timedelta(hours=1)
    publish(make_draft(make_product("tea")), go_live_at=start, expire_at=end)
    planned = OutboxEntry.objects.filter(available_at__gt=timezone.now()).order_by("available_at", "-consumer")
    assert list(planned.values_list("consumer", "key", "available_at")) == [
        ("watcher", "product:tea", start),
        ("schedule", "product:tea", start),
        ("dependants", "shown:product:tea", start),
        ("watcher", "product:tea", end),
        ("schedule", "product:tea", end),
        ("dependants", "shown:product:tea", end),
    ]


def test_publishing_now_clears_what_was_planned() -> None:
    content = make_published("tea", title="Tea")
    start = timezone.now() + timedelta(hours=1)
    content = publish(content, title="Autumn tea", go_live_at=start)
    publish(content, title="Green tea", go_live_at=None)
    assert read_title("tea") == "Green tea"
    assert read_title("tea", at=start) == "Green tea"


def test_cancelling_a_schedule_keeps_what_is_live() -> None:
    content = make_published("tea", title="Tea")
    start = timezone.now() + timedelta(hours=1)
    publish(content, title="Autumn tea", go_live_at=start)
    services.cancel_schedule(Revision.objects.get(approved_go_live_at__isnull=False))
    assert read_title("tea", at=start) == "Tea"
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_wagtails_unscheduling_is_noticed() -> None:
    content = make_published("tea", title="Tea")
    start = timezone.now() + timedelta(hours=1)
    publish(content, title="Autumn tea", go_live_at=start)
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    assert read_title("tea", at=start) == "Tea"


def test_a_live_product_without_live_revision_stays_live_when_a_change_is_scheduled() -> None:
    content = make_published("tea", title="Tea")
    ProductContent.objects.filter(pk=content.pk).update(live_revision=None)
    content = ProductContent.objects.get(pk=content.pk)
    start = timezone.now() + timedelta(hours=1)
    content = publish(content, title="Autumn tea", go_live_at=start)
    assert content.live
    assert content.live_revision.content["title"] == "Tea"
    assert read_title("tea") == "Tea"
    assert read_title("tea", at=start) == "Autumn tea"


def test_bulk_delivery_keeps_what_is_planned() -> None:
    content = make_published("tea", title="Tea")
    start = timezone.now() + timedelta(hours=1)
    content = publish(content, title="Autumn tea", go_live_at=start)
    ProductContent.objects.filter(pk=content.pk).update(title="Imported tea")
    services.deliver_many("product", [ProductContent.objects.get(pk=content.pk)], at=timezone.now())
    assert read_title("tea") == "Imported tea"
    assert read_title("tea", at=start) == "Autumn tea"


def test_what_goes_round_the_services_is_put_right_and_reported(caplog: pytest.LogCaptureFixture) -> None:
    content = make_published("tea", title="Tea")
    ProductContent.objects.filter(pk=content.pk).update(live=False)
    unpublished.send(sender=ProductContent, instance=content)
    assert read_title("tea") is None
    assert "round the delivery services" in caplog.text
    ProductContent.objects.filter(pk=content.pk).update(live=True)
    published.send(sender=ProductContent, instance=content)
    assert read_title("tea") == "Tea"


def test_wagtails_own_actions_deliver(caplog: pytest.LogCaptureFixture) -> None:
    content = make_published("tea", title="Tea")
    UnpublishAction(content).execute()
    assert read_title("tea") is None
    PublishRevisionAction(content.latest_revision).execute()
    assert read_title("tea") == "Tea"
    assert "round the delivery services" not in caplog.text


def test_a_failing_delivery_publishes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    content = make_draft(make_product("tea"), title="Tea")
    revision = content.save_revision()

    def fail(*_args: object, **_options: object) -> None:
        raise RuntimeError("no disk")

    monkeypatch.setattr("cms.delivery.documents.store_live", fail)
    with pytest.raises(RuntimeError, match="no disk"):
        revision.publish()
    assert not ProductContent.objects.get(pk=content.pk).live
    assert not DeliveryDocument.objects.exists()


def test_a_missing_translation_falls_back_and_says_so() -> None:
    make_published("tea", title="茶")
    found = selectors.find_documents("product", ["tea"], locale="en", at=timezone.now())
    assert found["tea"].locale == "zh-hans"
    make_published("tea", locale="en", product=ProductContent.objects.get().product, title="Tea")
    found = selectors.find_documents("product", ["tea"], locale="en", at=timezone.now())
    assert (found["tea"].locale, found["tea"].data["title"]) == ("en", "Tea")


def test_at_any_instant_one_version_is_live() -> None:
    content = make_published("tea", title="0")
    start = timezone.now()
    for step in range(1, 6):
        content = publish(content, title=str(step), go_live_at=start + timedelta(hours=step))
        content = publish(content, title=f"now {step}", go_live_at=None, expire_at=start + timedelta(hours=9))
    content = publish(content, title="last", go_live_at=start + timedelta(hours=3), expire_at=None)
    for hours in range(12):
        live = DeliveryDocument.objects.filter(key="tea").live(at=start + timedelta(hours=hours, minutes=1))
        assert [document.data()["title"] for document in live] == ["now 5" if hours < 3 else "last"]
