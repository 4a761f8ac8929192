"""The screens of campaign pages: templates, copying, checks while editing, codes, and who may do what."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone
from wagtail.models import Page

from campaigns.landing.models import CodeGroup, LandingPage, LandingTemplate
from campaigns.landing.templating import services
from campaigns.landing.templating.shipped import SHIPPED, find_double_eleven
from cms.delivery.problems import keep_errors
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.landing.blocks import chosen, shelf

pytestmark = pytest.mark.django_db


# ---- Templates -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", SHIPPED, ids=lambda one: one.key)
def test_every_shipped_template_makes_a_draft_that_can_be_edited(template, make_shop, admin, admin_client):
    make_shop(2)
    page = services.make_page(template, parent=factories.make_home(), title="今年的活动", user=admin)
    assert (page.live, page.slug) == (False, "jin-nian-de-huo-dong")
    assert tuple(block.block_type for block in page.body) == template.block_types
    assert page.primary_colour == template.theme["primary_colour"]
    # Colours are readable, times are to come; what is missing is for the editor to bring.
    assert not [one for one in keep_errors(page.list_problems(at=timezone.now())) if one.field.endswith("_colour")]
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


@pytest.mark.parametrize(
    ("at", "expected"),
    [("2026-10-01", "2026-11-11"), ("2026-11-11", "2026-11-11"), ("2026-11-12", "2027-11-11")],
)
def test_double_eleven_is_the_next_one(at, expected):
    from datetime import datetime

    moment = timezone.make_aware(datetime.fromisoformat(f"{at}T15:00"))
    assert find_double_eleven(moment).strftime("%Y-%m-%d %H:%M") == f"{expected} 00:00"


def test_a_page_from_a_template_is_made_in_two_steps(make_shop, admin_client):
    make_shop(1)
    home = factories.make_home()
    gallery = admin_client.get("/admin/campaign-pages/new/").content.decode()
    assert all(f"/admin/campaign-pages/new/{one.key}/" in gallery for one in SHIPPED)
    response = admin_client.post("/admin/campaign-pages/new/double-eleven/", {"title": "双十一", "parent": home.pk})
    page = LandingPage.objects.get()
    assert response.url == f"/admin/pages/{page.pk}/edit/"
    assert (page.title, page.get_parent().pk) == ("双十一", home.pk)
    again = admin_client.post("/admin/campaign-pages/new/double-eleven/", {"title": "双十一", "parent": home.pk})
    assert again.status_code == 302
    assert sorted(LandingPage.objects.values_list("slug", flat=True)) == ["shuang-shi-yi", "shuang-shi-yi-2"]


def test_a_page_is_kept_as_a_template_without_its_address_and_dates(make_shop, admin_client):
    make_shop(1)
    page = factories.make_landing("old", blocks=[shelf(chosen("mug-000"))], primary_colour="#224466")
    response = admin_client.post(
        f"/admin/campaign-pages/new/save/{page.pk}/", {"name": "去年的", "description": "好用"}
    )
    assert response.url == f"/admin/pages/{page.pk}/edit/"
    saved = LandingTemplate.objects.get()
    assert (saved.name, saved.is_page, saved.block_types) == ("去年的", True, ["shelf"])
    assert "id" not in saved.blocks[0]
    assert saved.theme["primary_colour"] == "#224466"
    admin_client.post(
        f"/admin/campaign-pages/new/{saved.reference}/", {"title": "今年", "parent": factories.make_home().pk}
    )
    new = LandingPage.objects.get(title="今年")
    assert new.body[0].value["selection"]["products"] == ["mug-000"]
    assert (new.primary_colour, new.go_live_at) == ("#224466", None)
    assert new.body[0].id != "block-0"


def test_a_template_that_is_gone_is_not_found(admin_client):
    factories.make_home()
    assert admin_client.get("/admin/campaign-pages/new/saved-99/").status_code == 404
    assert admin_client.get("/admin/campaign-pages/new/nonsense/").status_code == 404


# ---- Copying blocks --------------------------------------------------------------------------------------------------

POSTED = {
    "body-3-value-heading": "热销",
    "body-3-value-text": "",
    "body-3-value-anchor": "hot",
    "body-3-value-navigation": "",
    "body-3-value-selection-source": "products",
    "body-3-value-selection-products": "A102, A103\nA102",
    "body-3-value-selection-limit": "10",
    "body-3-value-selection-rule-categories-count": "0",
    "body-3-value-selection-rule-brands-count": "0",
    "body-3-value-selection-rule-sort": "sales",
    "body-3-value-layout": "grid",
    "block-type": "shelf",
    "block-prefix": "body-3-value",
}


def test_a_block_is_copied_as_raw_data_and_comes_back_as_a_form(admin_client):
    block = admin_client.post("/admin/campaign-pages/blocks/read/", POSTED).json()["block"]
    assert block["type"] == "shelf"
    assert block["value"]["selection"]["products"] == ["A102", "A103"]
    assert block["value"]["anchor"] == "hot"
    answer = admin_client.post(
        "/admin/campaign-pages/blocks/prepare/", json.dumps({"blocks": [block]}), content_type="application/json"
    ).json()
    assert [one["type"] for one in answer["blocks"]] == ["shelf"]
    assert answer["blocks"][0]["value"]["selection"]["products"] == "A102\nA103"


def test_a_template_comes_back_with_its_colours(admin_client):
    answer = admin_client.post(
        "/admin/campaign-pages/blocks/prepare/", json.dumps({"template": "clearance"}), content_type="application/json"
    ).json()
    assert [one["type"] for one in answer["blocks"]] == ["heading", "countdown", "shelf", "shelf", "questions"]
    assert answer["theme"]["primary_colour"] == "#1b6b3a"


@pytest.mark.parametrize(
    "asked",
    [
        {"blocks": []},
        {"blocks": [{"type": "script", "value": "x"}]},
        {"blocks": [{"type": "shelf", "value": {"selection": {"rule": {"price_min": "much"}}}}]},
        {"template": "saved-404"},
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(admin_client, asked):
    response = admin_client.post(
        "/admin/campaign-pages/blocks/prepare/", json.dumps(asked), content_type="application/json"
    )
    assert response.status_code in (400, 404)
    assert response.json()["error"]


def test_a_block_with_a_wrong_value_is_not_copied(admin_client):
    response = admin_client.post(
        "/admin/campaign-pages/blocks/read/", {**POSTED, "body-3-value-selection-limit": "900"}
    )
    assert response.status_code == 400
    assert "not filled in rightly" in response.json()["error"]


def test_a_block_is_kept_as_a_template(admin_client, admin):
    refused = admin_client.post("/admin/campaign-pages/blocks/save/", {**POSTED, "template-name": " "})
    assert (refused.status_code, LandingTemplate.objects.count()) == (400, 0)
    admin_client.post("/admin/campaign-pages/blocks/save/", {**POSTED, "template-name": "热销楼层"})
    saved = LandingTemplate.objects.get()
    assert (saved.name, saved.is_page, saved.block_types, saved.created_by) == ("热销楼层", False, ["shelf"], admin)


# ---- The editor ------------------------------------------------------------------------------------------------------


def post_form(page, **more):
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": "",
        "body-count": "0",
        "radius": "12",
        **{f"{name}_colour": getattr(page, f"{name}_colour") for name in ("primary", "accent", "background", "text")},
        **{f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")},
        **more,
    }


def test_checks_look_at_the_form_and_store_nothing(admin_client):
    page = factories.make_landing("page", blocks=[("heading", "x")])
    before = page.revisions.count()
    url = f"/admin/delivery/checks/{page.pk}/"
    problems = admin_client.post(url, post_form(page, text_colour="#999999")).json()["problems"]
    assert [(one["level"], one["place"], one["field"]) for one in problems] == [
        ("error", "Content", "body"),
        ("error", "Theme", "text_colour"),
        ("warning", "Summary", "summary"),
        ("warning", "Picture", "picture"),
    ]
    assert page.revisions.count() == before
    assert Page.objects.get(pk=page.pk).specific.text_colour == "#1f2328"
    unreadable = admin_client.post(url, post_form(page, radius="much")).json()["problems"]
    assert [(one["level"], one["text"]) for one in unreadable] == [
        ("error", "Some fields are not filled in rightly yet; saving shows which.")
    ]


def test_checks_work_before_the_page_is_saved_at_all(admin_client):
    home = factories.make_home()
    page = LandingPage(title="新", slug="xin")
    url = f"/admin/delivery/checks/new/landing/landingpage/{home.pk}/"
    problems = admin_client.post(url, post_form(page)).json()["problems"]
    assert ("error", "Content") in [(one["level"], one["place"]) for one in problems]
    assert not LandingPage.objects.exists()


def test_the_editor_has_its_panels(admin_client, make_shop):
    make_shop(1)
    page = factories.make_landing("page", blocks=[shelf(chosen("mug-000"))])
    html = admin_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert f'data-publish-checks="/admin/delivery/checks/{page.pk}/"' in html
    assert f'data-preview-moment-share="/admin/delivery/share/{page.pk}/"' in html
    assert "data-block-toolbar" in html
    assert 'data-block-insert="double-eleven"' in html
    new = admin_client.get(f"/admin/pages/add/landing/landingpage/{page.get_parent().pk}/").content.decode()
    assert "/admin/delivery/checks/new/landing/landingpage/" in new


def test_every_block_is_pictured_described_and_grouped(admin_client):
    for block in services.find_stream_block().child_blocks.values():
        assert block.is_previewable, block.name
        assert str(block.get_description()), block.name
        assert str(block.meta.group), block.name
        response = admin_client.get("/admin/block-preview/", {"id": block.definition_prefix})
        assert response.status_code == 200
        assert "<svg" in response.content.decode(), block.name


def test_products_of_lists_are_described_together(admin_client, make_shop, django_assert_max_num_queries):
    make_shop(3)
    words = ["mug-000", "mug-001", "nothing"]
    with django_assert_max_num_queries(14):
        found = admin_client.post(
            "/admin/catalogue/products/describe/", json.dumps({"words": words}), content_type="application/json"
        ).json()["products"]
    assert found["mug-000"] == {"title": "马克杯 000 (mug-000)", "image": "", "state": "good", "label": ""}
    assert found["nothing"] == {"title": "nothing", "image": "", "state": "unknown", "label": "unknown"}
    for body in ("", "[]", '{"words": [1]}'):
        response = admin_client.post("/admin/catalogue/products/describe/", body, content_type="application/json")
        assert response.status_code == 400


# ---- Codes -----------------------------------------------------------------------------------------------------------


def test_the_shown_code_is_marked_full_from_the_list(admin_client, make_group):
    group = make_group({}, {})
    url = f"/admin/campaign-pages/codes/{group.pk}/full/"
    first = admin_client.post(url, follow=True).content.decode()
    assert "“群 1” is full; “群 2” is shown from now on." in first
    second = admin_client.post(url, follow=True).content.decode()
    assert "shoppers cannot join “茶友群” any more" in second
    assert [code.is_full for code in CodeGroup.objects.get().codes.all()] == [True, True]
    assert "Groups that nobody can join any more" in admin_client.get("/admin/").content.decode()
    assert admin_client.get(url).status_code == 405


# ---- Rights ----------------------------------------------------------------------------------------------------------


def test_who_may_not_add_pages_or_keep_templates_is_refused(make_group):
    group = make_group({})
    page = factories.make_landing("page", blocks=[("heading", "x")])
    client = log_in(make_user())
    for url in ("/admin/campaign-pages/new/", "/admin/campaign-pages/new/clearance/"):
        assert client.get(url).status_code == 302
    refused = [
        (f"/admin/campaign-pages/new/save/{page.pk}/", {"name": "x"}),
        ("/admin/campaign-pages/blocks/read/", POSTED),
        ("/admin/campaign-pages/blocks/save/", {**POSTED, "template-name": "x"}),
        (f"/admin/campaign-pages/codes/{group.pk}/full/", {}),
        (f"/admin/delivery/checks/{page.pk}/", {}),
    ]
    for url, data in refused:
        assert client.post(url, data).status_code == 302, url
    assert not LandingTemplate.objects.exists()
    assert [code.is_full for code in CodeGroup.objects.get().codes.all()] == [False]


def test_wagtails_groups_have_their_rights():
    from django.contrib.auth.models import Group
    from django.core.management import call_command

    for name in ("Editors", "Moderators"):
        Group.objects.get_or_create(name=name)
        Group.objects.get(name=name).permissions.clear()
    call_command("migrate", verbosity=0)

    def names(group):
        return set(Group.objects.get(name=group).permissions.values_list("codename", flat=True))

    assert {"add_landingtemplate", "change_codegroup"} <= names("Editors")
    assert {"add_landingtemplate", "delete_codegroup"} <= names("Moderators")
    # What somebody took away stays away.
    Group.objects.get(name="Editors").permissions.clear()
    call_command("migrate", verbosity=0)
    assert names("Editors") == set()
