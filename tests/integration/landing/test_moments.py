"""What depends on the clock is decided when it is read: to the second, by the server's time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.delivery import previewing
from cms.delivery.preview_tokens import make_token
from cms.delivery.selectors import find_documents
from tests import factories
from tests.integration.landing.blocks import chosen, countdown, picture, shelf

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
MOMENT = '{ landingPage(slug: "page") { blocks { ... on CountdownBlock { state heading serverTime } ... on LiveRoomBlock { state link { address } } } } }'  # noqa: E501


@pytest.fixture
def start():
    return (timezone.now() + timedelta(days=1)).replace(microsecond=0)


def ask_at(storefront, query, at):
    token = make_token(None, at=timezone.now())
    return storefront.ask(query, X_Vitrine_Preview=token, X_Vitrine_Preview_At=at.isoformat())


def test_a_countdown_has_three_states(storefront, start):
    end = start + timedelta(hours=1)
    factories.make_landing("page", blocks=[countdown(start, end)])

    def read(at):
        block = ask_at(storefront, MOMENT, at)["landingPage"]["blocks"][0]
        return block["state"], block["heading"]

    assert read(start - SECOND) == ("UPCOMING", "即将开始")
    assert read(start) == ("RUNNING", "正在进行")
    assert read(end - SECOND) == ("RUNNING", "正在进行")
    assert read(end) == ("ENDED", "已经结束")


def test_a_live_room_leads_to_its_replay_once_it_is_over(storefront, start, image):
    block = {
        "heading": "直播",
        "host": "小林",
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=2)).isoformat(),
        "picture": picture(image),
        "link": {"address": "https://live.example.com/1"},
        "replay": {"address": "https://live.example.com/1/replay"},
    }
    factories.make_landing("page", blocks=[("live_room", block)])

    def read(at):
        found = ask_at(storefront, MOMENT, at)["landingPage"]["blocks"][0]
        return found["state"], found["link"]["address"]

    assert read(start) == ("RUNNING", "https://live.example.com/1")
    assert read(start + timedelta(hours=2)) == ("ENDED", "https://live.example.com/1/replay")


def test_a_page_comes_and_goes_to_the_second(storefront, start):
    end = start + timedelta(days=1)
    page = factories.make_landing("page", blocks=[("heading", "x")], is_published=False)
    factories.publish(page, go_live_at=start, expire_at=end)
    query = (
        '{ landingPage(slug: "page") { startsAt endsAt } landingPages { totalCount } route(path: "/page") { locale } }'
    )

    def is_there(at):
        found = ask_at(storefront, query, at)
        seen = {found["landingPage"] is not None, found["landingPages"]["totalCount"] == 1, found["route"] is not None}
        assert len(seen) == 1
        return seen.pop()

    assert [is_there(at) for at in (start - SECOND, start, end - SECOND, end)] == [False, True, True, False]
    found = ask_at(storefront, query, start)["landingPage"]
    assert found == {"startsAt": start.isoformat(), "endsAt": end.isoformat()}
    # Nobody without a token sees it before.
    assert storefront.ask(query)["landingPage"] is None


def test_a_planned_page_is_rendered_as_its_products_will_be(make_shop, start):
    from tests.integration.landing.blocks import by_rule

    shop = make_shop(1)
    product = factories.make_product("later", category=shop.category)
    factories.make_offer(product)
    factories.publish(factories.make_draft(product), go_live_at=start)
    page = factories.make_landing(
        "page", blocks=[shelf(by_rule(categories=["mugs"], sort="newest"))], is_published=False
    )
    factories.publish(page, go_live_at=start)
    document = find_documents("landing", [page.delivered_key], locale="zh-hans", at=start)[page.delivered_key]
    assert document.data["blocks"][0]["productKeys"] == ["later", "mug-000"]


# ---- Group codes -----------------------------------------------------------------------------------------------------

CODE = '{ landingPage(slug: "page") { blocks { ... on GroupCodeBlock { name isFull text picture { url } } } } }'


def read_code(storefront):
    return storefront.ask(CODE)["landingPage"]["blocks"][0]


def test_the_code_rotates_without_touching_the_page(storefront, make_group, work):
    from campaigns.landing.codes import mark_full

    group = make_group({"joined": 199}, {}, {})
    page = factories.make_landing(
        "page", blocks=[("group_code", {"heading": "群", "text": "扫码", "full_text": "都满了", "group": group.pk})]
    )
    revisions = page.revisions.count()
    assert read_code(storefront)["name"] == "群 1"
    full, following = mark_full(group)
    assert (full.name, following.name) == ("群 1", "群 2")
    assert (read_code(storefront)["name"], read_code(storefront)["text"]) == ("群 2", "扫码")
    mark_full(group)
    mark_full(group)
    code = read_code(storefront)
    assert code == {"name": None, "isFull": True, "text": "都满了", "picture": None}
    assert page.revisions.count() == revisions
    assert mark_full(group) == (None, None)


def test_editors_are_told_once_that_nobody_can_join(make_group, work, mailoutbox, admin):
    group = make_group({})
    work()
    assert mailoutbox == []
    code = group.codes.get()
    code.is_full = True
    group.codes = [code]
    group.save()
    work()
    work()
    assert [(mail.subject, mail.to) for mail in mailoutbox] == [("Every code of “茶友群” is full", [admin.email])]
    assert f"/{group.pk}/" in mailoutbox[0].body
    group.refresh_from_db()
    assert group.told_at is not None
    code.is_full = False
    group.codes = [code]
    group.save()
    work()
    group.refresh_from_db()
    assert group.told_at is None


def test_an_expiry_is_a_moment_to_look_again(make_group, work):
    from cms.delivery.models import OutboxEntry

    end = timezone.now() + timedelta(days=7)
    make_group({"expires_at": end})
    work()
    assert OutboxEntry.objects.filter(consumer="group-codes", available_at=end).count() == 1


# ---- Previews --------------------------------------------------------------------------------------------------------


@pytest.fixture
def renderer(monkeypatch):
    """A storefront of one line: the title, the moment, the mode."""
    from django.http import HttpResponse

    def show(request, drafts, shown, mode, at):
        moment = timezone.localtime(at).isoformat() if at is not None else "now"
        return HttpResponse(f"{shown.data['title']} | {moment} | {len(drafts)}")

    monkeypatch.setattr(previewing, "_renderers", [show])


def test_a_draft_is_previewed_now_or_at_a_moment(renderer, admin_client, start):
    page = factories.make_landing("page", title="双十一", is_published=False)
    page.save_revision()
    url = f"/admin/pages/{page.pk}/view_draft/"
    assert admin_client.get(url).content.decode() == "双十一 | now | 1"
    at = "2026-11-11T00:00"
    assert admin_client.get(url, {"at": at}).content.decode() == "双十一 | 2026-11-11T00:00:00+08:00 | 1"


def test_a_scheduled_draft_is_previewed_as_of_its_go_live(renderer, admin_client, start):
    page = factories.make_landing("page", title="双十一", is_published=False)
    page.go_live_at = start
    page.save_revision()
    url = f"/admin/pages/{page.pk}/view_draft/"
    assert admin_client.get(url).content.decode() == f"双十一 | {timezone.localtime(start).isoformat()} | 1"
    assert admin_client.get(url, {"at": "now"}).content.decode() == "双十一 | now | 1"


def test_a_link_shows_the_draft_to_whoever_has_it_for_a_while(renderer, admin_client):
    page = factories.make_landing("page", title="双十一", is_published=False)
    page.save_revision()
    answer = admin_client.post(f"/admin/delivery/share/{page.pk}/", {"at": "2026-11-11T00:00"}).json()
    address = answer["address"].partition("//")[2].partition("/")[2]
    guest = Client()
    response = guest.get(f"/{address}")
    assert response.content.decode() == "双十一 | 2026-11-11T00:00:00+08:00 | 1"
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]
    over = make_token(page, at=timezone.now() - timedelta(days=9))
    assert guest.get(f"/preview/{over}/").status_code == 404
    assert guest.get("/preview/forged/").status_code == 404
    token = make_token(page, at=timezone.now())
    page.delete()
    assert guest.get(f"/preview/{token}/").status_code == 404


def test_only_who_may_edit_shares(renderer):
    from tests.integration.admin.conftest import log_in, make_user

    page = factories.make_landing("page", is_published=False)
    assert log_in(make_user()).post(f"/admin/delivery/share/{page.pk}/").status_code == 302
    assert Client().post(f"/admin/delivery/share/{page.pk}/").status_code == 302


def test_chosen_products_of_a_draft_are_those_of_the_draft(make_shop):
    from cms.delivery.drafts import render_drafts

    make_shop(2)
    page = factories.make_landing("page", blocks=[shelf(chosen("mug-000"))])
    page.body = factories.make_stream(page, [shelf(chosen("mug-001"))])
    assert render_drafts(page)[0].data["blocks"][0]["productKeys"] == ["mug-001"]
