"""What has errors is published by no way there is; a draft is always saved."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from wagtail.models import Page

from cms.catalog.models import Product
from cms.delivery.problems import PublishRefused
from cms.delivery.selectors import find_documents
from tests import factories
from tests.integration.landing.blocks import chosen, shelf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def shop(make_shop):
    return make_shop(3)


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
