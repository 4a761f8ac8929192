"""Service staff find, export, block and erase members, each by a right of its own."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.community.models import Post
from cms.members import consents
from cms.members.models import Consent, ConsentKind, ConsentText, Erasure, Member
from tests import shoppers
from tests.integration.admin.conftest import log_in, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    member = shoppers.make_member("zq-4711", name="Zebulon")
    shoppers.make_post(member, title="My tea")
    return member


def url(name: str, member: Member) -> str:
    return reverse(f"members:{name}", args=[member.pk])


def test_members_are_found_by_name_key_and_identity(admin_client, member):
    shoppers.make_member("other", name="Somebody")
    for text in ("ebulo", member.key, "4711"):
        page = admin_client.get(reverse("members:index"), {"q": text}).content.decode()
        assert "Zebulon" in page
        assert "Somebody" not in page
    page = admin_client.get(reverse("members:index"), {"blocked": "yes"}).content.decode()
    assert "Zebulon" not in page


def test_one_member_shows_what_is_held(admin_client, member):
    page = admin_client.get(url("inspect", member)).content.decode()
    assert "zq-4711" in page
    assert f"/community/posts/?author={member.key}" in page
    assert "taking part in the community" in page


def test_an_export_is_a_file_and_is_noted(admin_client, admin, member):
    assert admin_client.get(url("export", member)).status_code == 405
    answer = admin_client.post(url("export", member))
    assert answer["Content-Disposition"] == f'attachment; filename="member-{member.key}.json"'
    assert json.loads(answer.content)["posts"][0]["title"] == "My tea"
    entry = ModelLogEntry.objects.get(action="members.export")
    assert (entry.user, entry.label) == (admin, member.key)


def test_a_member_is_blocked_with_a_reason_and_let_in_again(admin_client, admin, member):
    assert admin_client.post(url("block", member), {"reason": ""}).status_code == 200
    assert Member.objects.get(pk=member.pk).is_blocked is False
    admin_client.post(url("block", member), {"reason": "advertises"})
    blocked = Member.objects.get(pk=member.pk)
    assert (blocked.is_blocked, blocked.block_reason, blocked.blocked_by) == (True, "advertises", admin)
    assert "advertises" in admin_client.get(url("inspect", member)).content.decode()
    admin_client.post(url("unblock", member))
    free = Member.objects.get(pk=member.pk)
    assert (free.is_blocked, free.block_reason, free.blocked_by, free.blocked_at) == (False, "", None, None)


def test_a_member_is_erased_once_the_key_was_typed(admin_client, admin, member):
    admin_client.post(url("export", member))
    page = admin_client.post(url("erase", member), {"texts": "delete", "confirm": "Zebulon"}).content.decode()
    assert f"That is not the key: it is {member.key}." in page
    assert Member.objects.filter(pk=member.pk).exists()
    admin_client.post(url("erase", member), {"texts": "delete", "confirm": member.key})
    assert (Member.objects.filter(pk=member.pk).count(), Post.objects.count()) == (0, 0)
    erasure = Erasure.objects.get()
    assert erasure.erased_by == admin
    page = admin_client.get(reverse("erasures:index")).content.decode()
    assert "Posts 1" in page
    assert ModelLogEntry.objects.filter(action__startswith="members.").count() == 0


def test_texts_may_stay_without_a_name(admin_client, member):
    admin_client.post(url("erase", member), {"texts": "keep", "confirm": member.key})
    assert Post.objects.get().member is None


RIGHTS = {"inspect": "view", "export": "export", "block": "block", "erase": "erase"}


@pytest.mark.parametrize("name", RIGHTS)
@pytest.mark.parametrize("right", ["view", "export", "block", "erase", None])
def test_each_thing_has_a_right_of_its_own(member, name, right):
    client = log_in(make_user(*([f"members.{right}_member"] if right else [])))
    is_allowed = right is not None and (name == "inspect" or RIGHTS[name] == right)
    given = {"reason": "x", "texts": "delete", "confirm": member.key}
    answer = client.get(url(name, member)) if name == "inspect" else client.post(url(name, member), given)
    refused = answer.status_code == 302 and answer["Location"] == "/admin/"
    assert refused is not is_allowed
    if not is_allowed:
        kept = Member.objects.get(pk=member.pk)
        assert (
            kept.is_blocked,
            Erasure.objects.count(),
            ModelLogEntry.objects.exclude(action__startswith="signin").count(),
        ) == (False, 0, 0)


@pytest.mark.parametrize("path", ["members/new/", "members/edit/1/", "members/delete/1/", "erasures/new/"])
def test_nobody_makes_or_edits_a_member(admin_client, path):
    assert admin_client.get(f"/admin/{path}").status_code == 404


def consent_form(**changes):
    moment = (timezone.localtime() - timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M")
    return {
        "kind": "community",
        "version": "2026-01",
        "in_force_from": moment,
        "wordings-TOTAL_FORMS": "1",
        "wordings-INITIAL_FORMS": "0",
        "wordings-MIN_NUM_FORMS": "1",
        "wordings-MAX_NUM_FORMS": "1000",
        "wordings-0-locale": "1",
        "wordings-0-title": "Community",
        "wordings-0-body": "Everybody reads it.",
        "wordings-0-id": "",
        "wordings-0-DELETE": "",
        **changes,
    }


def test_a_new_consent_text_is_asked_for_and_stays_once_agreed_to(admin_client, member):
    from wagtail.models import Locale

    locale = str(Locale.objects.get(language_code="en").pk)
    admin_client.post(reverse("consent_texts:add"), consent_form(**{"wordings-0-locale": locale}))
    text = ConsentText.objects.get()
    assert not consents.list_states(member, at=timezone.now())[0].is_current
    consents.give_consent(member, ConsentKind.COMMUNITY, version="2026-01", at=timezone.now())
    edit = reverse("consent_texts:edit", args=[text.pk])
    answer = admin_client.post(edit, consent_form(version="2026-02"), follow=True)
    assert "Members have agreed to these words" in answer.content.decode()
    admin_client.post(reverse("consent_texts:delete", args=[text.pk]))
    assert ConsentText.objects.get().version == "2026-01"
    assert list(Consent.objects.order_by("pk").values_list("version", flat=True)) == ["built-in-1", "2026-01"]
