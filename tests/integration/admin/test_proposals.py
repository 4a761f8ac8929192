"""What feeds propose is shown as a difference, and taken into the draft by a person only."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cms.catalog.models import FeedProposal, ProductContent
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.admin.forms import list_messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def content() -> ProductContent:
    return factories.make_published("wh1000", title="无线耳机")


def propose(content: ProductContent, field: str, value: object) -> FeedProposal:
    return FeedProposal.objects.create(content=content, field=field, value=value, feed="icecat")


def act(client: Client, proposal: FeedProposal, action: str = "take"):
    url = reverse(f"catalogue_{action}_proposal", args=[proposal.content_id, proposal.pk])
    return client.post(url, follow=True)


def read_draft(content: ProductContent) -> ProductContent:
    return ProductContent.objects.get(pk=content.pk).get_latest_revision_as_object()


def test_the_difference_is_shown(admin_client: Client, content: ProductContent) -> None:
    propose(content, "title", "无线降噪耳机")
    html = admin_client.get(reverse("wagtailsnippets_catalog_productcontent:edit", args=[content.pk])).content.decode()
    assert "无线降噪耳机" in html
    assert '<span class="addition">' in html
    assert "Take it" in html


def test_taking_changes_the_draft_alone(admin_client: Client, content: ProductContent) -> None:
    response = act(admin_client, propose(content, "title", "降噪耳机"))
    assert list_messages(response) == ["Title was taken from the feed into the draft. Publish to show it to shoppers."]
    content.refresh_from_db()
    assert (content.title, content.live, read_draft(content).title) == ("无线耳机", True, "降噪耳机")
    assert not FeedProposal.objects.exists()


def test_selling_points_come_as_blocks(admin_client: Client, content: ProductContent) -> None:
    act(admin_client, propose(content, "selling_points", ["降噪 45 dB", " ", "续航"]))
    assert [(block.block_type, block.value) for block in read_draft(content).selling_points] == [
        ("point", "降噪 45 dB"),
        ("point", "续航"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("selling_points", ["长" * 81], "longer than 80 characters"),
        ("seo_title", "长" * 121, "at most 120 characters"),
        ("title", "", "cannot be blank"),
        ("slug", "else", "cannot be taken from a feed"),
    ],
)
def test_what_does_not_fit_changes_nothing(
    admin_client: Client, content: ProductContent, field: str, value: object, error: str
) -> None:
    response = act(admin_client, propose(content, field, value))
    (message,) = list_messages(response)
    assert error in message
    assert read_draft(content).has_unpublished_changes is False
    assert FeedProposal.objects.count() == 1


def test_keeping_ones_own_words(admin_client: Client, content: ProductContent) -> None:
    response = act(admin_client, propose(content, "title", "降噪耳机"), "dismiss")
    assert list_messages(response) == ["Your own words stay. The proposal is gone."]
    assert not FeedProposal.objects.exists()
    assert read_draft(content).title == "无线耳机"


def test_locked_or_not_allowed_changes_nothing(admin_client: Client, content: ProductContent) -> None:
    proposal = propose(content, "title", "降噪耳机")
    stranger = log_in(make_user("catalog.change_product"))
    assert act(stranger, proposal).redirect_chain[0][0] == reverse("wagtailadmin_home")
    ProductContent.objects.filter(pk=content.pk).update(locked=True, locked_by=make_user(is_superuser=True))
    # The screen it leads back to says who holds the lock.
    said = list_messages(act(admin_client, proposal))
    assert said[0] == "“无线耳机” is locked: nothing was changed. Unlock it first."
    assert admin_client.get(reverse("catalogue_take_proposal", args=[content.pk, proposal.pk])).status_code == 405
    assert read_draft(content).title == "无线耳机"
    assert FeedProposal.objects.count() == 1
