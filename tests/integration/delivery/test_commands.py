"""`deliver` renders everything again; `outbox` shows and retries; `work` refuses names it does not know."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Revision

from cms.catalog.models import Brand, ProductContent
from cms.delivery import outbox, selectors, worker
from cms.delivery.models import DeliveryDocument, OutboxEntry
from tests.factories import make_brand, make_draft, make_product, make_published, publish
from tests.integration.delivery.conftest import Recorder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("watcher")]


def run(name: str, *arguments: str) -> list[str]:
    output = StringIO()
    call_command(name, *arguments, stdout=output)
    return output.getvalue().splitlines()


def read_title(key: str, **ahead: int) -> str | None:
    at = timezone.now() + timedelta(**ahead)
    found = selectors.find_documents("product", [key], locale="zh-hans", at=at)
    return found[key].data["title"] if key in found else None


def test_deliver_renders_what_was_changed_behind_its_back() -> None:
    make_published(product=make_product("tea", brand=make_brand("mori")), title="Tea")
    make_published("cup", title="Cup")
    ProductContent.objects.filter(title="Tea").update(title="Better tea")
    lines = run("deliver", "--all")
    said = dict(line.rsplit(",", 1)[0].split(": ", 1) for line in lines)
    assert said.pop("product") == "2 rendered, 1 changed, 0 withdrawn"
    assert said.pop("brand") == "1 rendered, 0 changed, 0 withdrawn"
    assert set(said.values()) == {"0 rendered, 0 changed, 0 withdrawn"}
    assert read_title("tea") == "Better tea"


def test_deliver_brings_back_what_was_lost_and_withdraws_what_is_not_live() -> None:
    make_published("tea", title="Tea")
    make_published("cup", title="Cup")
    DeliveryDocument.objects.filter(key="tea").delete()
    ProductContent.objects.filter(title="Cup").update(live=False)
    assert run("deliver", "--kind", "product")[0].startswith("product: 1 rendered, 1 changed, 1 withdrawn")
    assert (read_title("tea"), read_title("cup")) == ("Tea", None)


def test_deliver_renders_what_is_planned_and_keeps_it() -> None:
    brand = make_brand("mori", name="Mori")
    start = timezone.now() + timedelta(hours=1)
    publish(make_draft(make_product("tea", brand=brand), title="Tea"), go_live_at=start)
    Brand.objects.filter(key="mori").update(name="MORI")
    assert run("deliver", "--kind", "product")[0].startswith("product: 0 rendered, 1 changed, 0 withdrawn")
    planned = selectors.find_documents("product", ["tea"], locale="zh-hans", at=start)["tea"]
    assert planned.data["brand"]["name"] == "MORI"
    assert Revision.objects.filter(approved_go_live_at=start).count() == 1


def test_deliver_wants_to_know_what() -> None:
    with pytest.raises(CommandError, match="either --all or --kind NAME"):
        run("deliver")
    with pytest.raises(CommandError, match=r"no kind 'shoe'; known: .*brand, category, .*product"):
        run("deliver", "--kind", "shoe")


def test_the_schedule_is_carried_out_in_wagtails_tables_too() -> None:
    start = timezone.now() + timedelta(hours=1)
    content = publish(make_draft(make_product("tea"), title="Tea"), go_live_at=start, expire_at=start + timedelta(1))
    assert not content.live
    past = timezone.now() - timedelta(minutes=1)
    Revision.objects.filter(approved_go_live_at=start).update(approved_go_live_at=past)
    revision = Revision.objects.get(approved_go_live_at=past)
    revision.content = {**revision.content, "go_live_at": past.isoformat()}
    revision.save(update_fields=["content"])
    OutboxEntry.objects.filter(consumer="schedule").update(available_at=past)
    worker.drain()
    content.refresh_from_db()
    assert content.live
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    assert read_title("tea") == "Tea"


def test_what_has_expired_is_unpublished_in_wagtails_tables_too() -> None:
    content = make_published("tea", title="Tea")
    content = publish(content, expire_at=timezone.now() + timedelta(hours=1))
    past = timezone.now() - timedelta(seconds=1)
    ProductContent.objects.filter(pk=content.pk).update(expire_at=past)
    OutboxEntry.objects.filter(consumer="schedule").update(available_at=past)
    worker.drain()
    content.refresh_from_db()
    assert (content.live, content.expired) == (False, True)
    assert read_title("tea") is None


def test_outbox_shows_what_waits_and_retries_what_is_dead(watcher: Recorder) -> None:
    assert run("outbox") == ["The outbox is empty."]
    watcher.failing = {"product:bad"}
    outbox.enqueue("watcher", ["product:bad"], available_at=timezone.now())
    outbox.enqueue("watcher", ["product:later"], available_at=timezone.now() + timedelta(hours=1))
    for _ in range(outbox.MAX_ATTEMPTS):
        OutboxEntry.objects.filter(key="product:bad").update(available_at=timezone.now())
        worker.drain()
    assert run("outbox") == [
        "watcher: 0 due (oldest -), 0 being applied, 1 for later, 1 dead",
        "  watcher product:bad: does not want to",
    ]
    assert run("outbox", "--retry-dead", "--consumer", "watcher") == ["1 entries will be tried again."]
    watcher.failing = set()
    worker.drain()
    assert not OutboxEntry.objects.filter(key="product:bad").exists()


@pytest.mark.parametrize("command", [("outbox", "--consumer", "nobody"), ("work", "--consumer", "nobody")])
def test_unknown_consumers_are_named_with_those_that_exist(command: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="no consumer 'nobody'; known: dependants, schedule, watcher"):
        run(*command)
