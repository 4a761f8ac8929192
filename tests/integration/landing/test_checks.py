"""What the checks find, and that they stand in every way to publishing and in no way to saving."""

from __future__ import annotations

from datetime import datetime, timedelta

import polib
import pytest
from django.conf import settings
from django.utils import timezone, translation
from wagtail.models import Page

from campaigns.landing.checking.pages import check_landing
from cms.catalog.models import Product
from cms.delivery.problems import ERROR, WARNING, Problem, PublishRefused
from cms.delivery.selectors import find_documents
from tests import factories
from tests.integration.landing.blocks import by_rule, by_search, chosen, countdown, picture, shelf

pytestmark = pytest.mark.django_db

CATALOGUE = settings.CHECKOUT / "locale/zh_Hans/LC_MESSAGES/django.po"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def shop(make_shop):
    return make_shop(3)


def look(*blocks, at: datetime | None = None, level=ERROR, **fields):
    """The messages of one level about a draft with these blocks."""
    page = factories.make_landing(blocks=blocks, is_published=False, **fields)
    return [one.message for one in check_landing(page, at=at or timezone.now()) if one.level == level]


def test_a_good_page_has_no_errors(shop, image, make_group):
    now = timezone.now()
    assert (
        look(
            shelf(chosen("mug-000", "mug-001")),
            shelf(by_rule(categories=["mugs"])),
            countdown(now, now + timedelta(days=1)),
            ("group_code", {"heading": "群", "group": make_group({}).pk}),
            ("picture", picture(image)),
            ("text", "<p>字</p>"),
        )
        == []
    )


def test_an_empty_page():
    assert look() == ["Content: The page is empty; add a block, or insert a template."]


def test_products_that_shoppers_cannot_have(shop):
    mug = Product.objects.get(key="mug-000")
    factories.make_offer(mug, "A102", on_shelf_until=timezone.now())
    factories.make_draft(factories.make_product("draft"))
    messages = look(
        shelf(chosen("mug-001")), shelf(chosen("mug-002")), shelf(chosen("mug-001", "A102", "draft", "NO-1"))
    )
    assert messages == [
        "Shelf 3: SKU A102 is off the shelf; replace or remove it.",
        "Shelf 3: product draft is not published; publish it, or replace or remove it.",
        "Shelf 3: There is no SKU NO-1; correct or remove it.",
    ]


def test_the_message_reads_well_in_chinese():
    # Tests run without catalogues, so this one looks into it.
    catalogue = {entry.msgid: entry.msgstr for entry in polib.pofile(CATALOGUE)}
    name = catalogue["SKU %(sku)s"] % {"sku": "A102"}
    text = catalogue["%(name)s is off the shelf; replace or remove it."] % {"name": name}
    place = catalogue["Shelf %(number)d"] % {"number": 3}
    assert (
        catalogue["%(place)s: %(text)s"] % {"place": place, "text": text}
        == "第 3 楼层：SKU A102 已下架，请替换或移除。"
    )


def test_many_dead_products_are_summed_up(shop):
    messages = look(shelf(chosen("mug-000", *(f"NO-{number}" for number in range(8)))))
    assert len(messages) == 6
    assert messages[-1] == "Shelf 1: The same holds for 3 more products."


def test_a_sold_out_product_is_worth_a_look_only(shop):
    Product.objects.get(key="mug-000").offers.update(stock=0)
    block = shelf(chosen("mug-000"))
    assert look(block) == []
    assert "Shelf 1: SKU mug-000 cannot be ordered now; shoppers see it as sold out." in look(block, level=WARNING)


def test_a_product_is_looked_at_as_of_the_go_live(shop):
    opens = timezone.now() + timedelta(days=2)
    Product.objects.get(key="mug-000").offers.update(on_shelf_from=opens)
    block = shelf(chosen("mug-000"))
    assert look(block) == ["Shelf 1: SKU mug-000 is off the shelf; replace or remove it."]
    assert look(block, at=opens) == []


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        (chosen(), "Shelf 1: It has no products; choose some or remove it."),
        (
            by_rule(stages=["decline"]),
            "Shelf 1: No product meets its rule, so it would be empty; widen the rule or choose products.",
        ),
        (by_search(""), "Shelf 1: It searches for nothing; write the words of the search or choose products."),
    ],
)
def test_empty_shelves(shop, selection, message):
    assert look(shelf(selection)) == [message]


def test_a_shelf_without_a_heading_and_a_list_that_is_too_long(shop):
    block = shelf(chosen(*["mug-000", "mug-001", "mug-002"]), heading="")
    assert look(block) == ["Shelf 1: It has no heading; shoppers jump to it by that."]
    for number in range(3, 22):
        shop.add(number)
    block = shelf(chosen(*(f"mug-{number:03}" for number in range(22))))
    assert "Shelf 1: It lists 22 products; only the first 20 are shown." in look(block, level=WARNING)


def test_windows(shop):
    now = timezone.now().replace(second=0, microsecond=0)
    backwards = look(countdown(now + timedelta(hours=2), now + timedelta(hours=1)))
    assert len(backwards) == 1
    assert backwards[0].startswith("Countdown: It ends (")
    over = look(countdown(now - timedelta(hours=2), now - timedelta(hours=1)))
    assert over[0].startswith("Countdown: It is over when the page goes live (")
    late = look(countdown(now + timedelta(days=3), now + timedelta(days=4)), expire_at=now + timedelta(days=2))
    assert late[0].startswith("Countdown: It starts (")
    assert "only after the page is taken down" in late[0]
    cut = look(countdown(now, now + timedelta(days=4)), expire_at=now + timedelta(days=2), level=WARNING)
    assert any("The page is taken down (" in message for message in cut)
    assert look(("countdown", {"starts_at": None, "ends_at": None})) == [
        "Countdown: It has no start or no end; give both."
    ]


def test_group_codes(make_group):
    now = timezone.now()

    def say(*codes):
        return look(("group_code", {"heading": "群", "group": make_group(*codes).pk}))

    assert say({}, {"is_full": True}) == []
    assert say({"is_full": True}, {"joined": 200}) == [
        "Group code: Every code of “茶友群” is full or has expired; add one that takes people."
    ]
    assert say({"expires_at": now}, {"expires_at": now - timedelta(days=1)}) == [
        "Group code: Every code of “茶友群” has expired; upload new ones."
    ]
    assert look(("group_code", {"heading": "群", "group": None})) == [
        "Group code: No group is chosen; choose one or remove it."
    ]


def test_pictures_and_their_words(image):
    assert look(("picture", picture(image, alt=""))) == [
        "Picture: The picture has no alternative text; say what it shows, or mark it as decorative."
    ]
    assert look(("picture", {**picture(image, alt=""), "decorative": True})) == []
    image.description = "一只白杯子"
    image.save()
    assert look(("picture", picture(image, alt=""))) == []
    assert look(("carousel", {"slides": [{"picture": picture(image)}, {"picture": picture(None)}]})) == [
        "Carousel: The picture of slide 2 is missing; choose one."
    ]
    gone = picture(image)
    image.delete()
    assert look(("picture", gone)) == ["Picture: The picture was deleted; choose another one."]


def test_links(shop, image):
    draft = factories.make_landing("later", title="以后", is_published=False)
    live = factories.make_landing("now", blocks=[("heading", "x")])

    def say(link, level=ERROR):
        return look(shelf(chosen("mug-000"), more=link), level=level)

    assert say({"page": live.pk}) == []
    assert say({"page": draft.pk}) == [
        "Shelf 1: Its link leads to “以后”, which is not published; publish it or choose another page."
    ]
    assert say({"page": 99999}) == ["Shelf 1: Its link leads to a page that was deleted; choose another one."]
    assert say({"product": "mug-001"}) == []
    assert say({"product": "gone"}) == [
        "Shelf 1: Its link leads to the product gone, which shoppers cannot see; choose another one."
    ]
    assert say({"category": "mugs"}) == []
    assert say({"category": "gone"}) == ["Shelf 1: Its link leads to a category that was deleted; choose another one."]
    assert say({"address": "#nowhere"}) == [
        "Shelf 1: Its link jumps to “#nowhere”, but no shelf has that anchor; correct it."
    ]
    assert say({"address": "#shelf-1"}) == []
    warning = "Shelf 1: Its link leads to /nothing, where there is nothing; correct it or choose a page."
    assert warning in say({"address": "/nothing"}, WARNING)
    assert warning not in say({"address": "/now"}, WARNING)


def test_links_in_text(shop):
    draft = factories.make_landing("later", is_published=False)
    text = f'<p><a linktype="page" id="{draft.pk}">da</a></p>'
    warning = "Text: A link in its text leads to a page that is not published; it is shown as plain words."
    assert warning in look(("text", text), level=WARNING)
    factories.publish(draft, body=factories.make_stream(draft, [("heading", "x")]))
    assert warning not in look(("text", text), level=WARNING)


def test_anchors_must_differ(shop):
    assert look(shelf(chosen("mug-000"), anchor="tea"), shelf(chosen("mug-001"), anchor="#tea")) == [
        "Shelf 2: Its anchor “tea” is that of Shelf 1; give it another one."
    ]


def test_searches_are_few(shop):
    assert look(*(shelf(by_search("杯")) for _ in range(4))) == [
        "Content: 4 blocks search; only the first 3 are shown. Use rules or lists instead."
    ]


def test_contrast_names_the_pair_the_ratio_and_what_to_change():
    assert look(("heading", "x"), text_colour="#999999") == [
        "Theme: The text hardly stands out from the background (contrast 2.8, at least 4.5 is needed); "
        "make it darker, or the background lighter."
    ]
    assert look(("heading", "x"), background_colour="#101010", text_colour="#ffffff", accent_colour="#553300") == [
        "Theme: The accent colour hardly stands out from the background (contrast 1.7, at least 4.5 is needed); "
        "make it lighter, or the background darker."
    ]


def test_unfinished_blocks(image):
    assert look(
        ("heading", ""),
        ("questions", [{"question": "为什么？", "answer": ""}]),
        ("video", {"address": "", "file": None}),
        ("categories", {"tiles": []}),
        ("articles", {"source": "chosen", "pages": []}),
        ("comparison", {"selection": {"products": []}}),
        ("live_room", {"heading": "直播", "host": ""}),
    ) == [
        "Heading: It is empty; write something or remove it.",
        "Questions and answers: Question 1 is not finished; write question and answer.",
        "Video: It has no video; give an address or choose a file.",
        "Categories: It has no categories; choose some or remove it.",
        "Articles: It has no articles; choose some or show the newest.",
        "Comparison: It has no products; choose some or remove it.",
        "Live room: It has no start or no end; give both.",
        "Live room: It does not say who the host is; write a name.",
        "Live room: The picture is missing; choose one.",
    ]


def test_problems_lead_to_their_block():
    page = factories.make_landing(blocks=[("heading", "x"), shelf(chosen())], is_published=False)
    errors = [one for one in check_landing(page, at=timezone.now()) if one.level == ERROR]
    assert errors == [
        Problem(ERROR, "Shelf 1", "It has no products; choose some or remove it.", block="block-1", field="body")
    ]


def test_the_number_of_queries_does_not_depend_on_the_blocks(shop, image, django_assert_num_queries):
    def count(size):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        blocks = [
            block
            for _ in range(size)
            for block in (shelf(chosen("mug-000", "mug-001"), more={"product": "mug-002"}), ("picture", picture(image)))
        ]
        page = factories.make_landing(blocks=blocks, is_published=False)
        with CaptureQueriesContext(connection) as queries:
            check_landing(page, at=timezone.now())
        return len(queries)

    assert count(2) == count(20)


# ---- Every way to publish --------------------------------------------------------------------------------------------


@pytest.fixture
def bad(shop):
    """A draft that says nothing."""
    page = factories.make_landing("bad", is_published=False)
    page.save_revision()
    return page


def assert_nothing_is_served(page):
    assert Page.objects.get(pk=page.pk).live is False
    assert (
        find_documents("landing", [page.delivered_key], locale="zh-hans", at=timezone.now() + timedelta(days=9)) == {}
    )


def post_edit(client, page, **more):
    from wagtail.test.utils.form_data import nested_form_data, streamfield

    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": "",
            "body": streamfield([]),
            "radius": "12",
            **{
                name: getattr(page, name)
                for name in ("primary_colour", "accent_colour", "background_colour", "text_colour")
            },
            **{f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")},
            **more,
        }
    )
    return client.post(f"/admin/pages/{page.pk}/edit/", data)


def test_by_the_button(bad, admin_client):
    before = bad.revisions.count()
    response = post_edit(admin_client, bad, **{"action-publish": "yes"})
    assert response.status_code == 200
    assert "Content: The page is empty; add a block, or insert a template." in response.content.decode()
    assert bad.revisions.count() == before
    assert_nothing_is_served(bad)


def test_a_half_done_draft_always_saves(bad, admin_client):
    before = bad.revisions.count()
    response = post_edit(admin_client, bad, title="Better")
    assert response.status_code == 302
    assert bad.revisions.count() == before + 1
    assert Page.objects.get(pk=bad.pk).get_latest_revision_as_object().title == "Better"


def test_by_program_and_for_later(bad):
    with pytest.raises(PublishRefused, match="The page is empty"):
        bad.get_latest_revision().publish()
    bad.go_live_at = timezone.now() + timedelta(days=1)
    with pytest.raises(PublishRefused, match="The page is empty"):
        bad.save_revision().publish()
    assert_nothing_is_served(bad)


def test_in_bulk(bad, admin_client):
    good = factories.make_landing("good", blocks=[("heading", "x")], is_published=False)
    good.save_revision()
    url = f"/admin/bulk/wagtailcore/page/publish/?id={good.pk}&id={bad.pk}"
    response = admin_client.post(url, {"include_descendants": ""}, follow=True)
    assert "was not published. Put this right first:" in response.content.decode()
    assert_nothing_is_served(bad)
    assert_nothing_is_served(good)


def start_workflow(page, user):
    from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

    task = GroupApprovalTask.objects.create(name="看一眼")
    workflow = Workflow.objects.create(name="上线")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    workflow.start(page, user)
    return page.current_workflow_task_state


def test_submitting_is_refused(bad, admin_client, admin):
    from wagtail.models import Workflow, WorkflowPage

    start_workflow(bad, admin).workflow_state.cancel(admin)
    WorkflowPage.objects.create(workflow=Workflow.objects.get(name="上线"), page=bad)
    response = post_edit(admin_client, bad, **{"action-submit": "yes"})
    assert "Content: The page is empty" in response.content.decode()
    assert Page.objects.get(pk=bad.pk).current_workflow_state is None


def test_approving_is_refused_and_rejecting_is_not(bad, admin_client, admin):
    state = start_workflow(bad, admin)
    url = f"/admin/pages/workflow/action/{bad.pk}/approve/{state.pk}/"
    response = admin_client.post(url, {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.json() == {"step": "success", "redirect": f"/admin/pages/{bad.pk}/edit/"}
    state.refresh_from_db()
    assert (state.status, state.workflow_state.status) == ("in_progress", "in_progress")
    assert_nothing_is_served(bad)
    url = f"/admin/pages/workflow/action/{bad.pk}/reject/{state.pk}/"
    assert admin_client.post(url, {"comment": "nein"}).status_code == 302
    state.refresh_from_db()
    assert state.status == "rejected"


def test_what_was_planned_goes_live_whatever_has_become_of_it(shop):
    from cms.delivery.scheduling import carry_out_schedules

    page = factories.make_landing("planned", blocks=[shelf(chosen("mug-000"))], is_published=False)
    start = timezone.now() + timedelta(seconds=1)
    factories.publish(page, go_live_at=start)
    Product.objects.get(key="mug-000").offers.update(on_shelf_until=timezone.now())
    type(page).objects.filter(pk=page.pk).update(go_live_at=timezone.now())
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now()
    revision.content = {**revision.content, "go_live_at": None}
    revision.save()
    assert carry_out_schedules([f"landing:{page.delivered_key}"], timezone.now()) == {}
    assert Page.objects.get(pk=page.pk).live is True


def test_a_home_is_looked_at_as_well(shop):
    home = factories.make_home()
    with pytest.raises(PublishRefused, match="Products: It has no products"):
        factories.publish(home, body=factories.make_stream(home, [("products", {"selection": chosen()})]))
