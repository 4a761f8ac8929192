"""Whatever is edited in the admin is written down, with who, what, before and after; what is secret is not."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.viewsets import viewsets
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.snippets.models import get_snippet_models

from cms.auditing.collecting import collecting, describe_drafts
from cms.auditing.covering import is_covered
from cms.auditing.models import AuditEntry
from cms.catalog.models import ProductContent
from cms.community.models import Board, CannedReason, ModerationSettings
from cms.content.models import ArticlePage, Author
from cms.delivery.webhooks.models import WebhookEndpoint
from cms.members.models import Member
from tests import factories
from tests.integration.auditing.conftest import list_changes

pytestmark = pytest.mark.django_db

# Reports and lists of what follows from other things, or is never edited.
ONLY_LISTED = {"bulk.bulkjob", "promotions.claim", "notices.notice"}


def test_everything_that_is_edited_in_the_admin_is_covered(admin_client: Client) -> None:
    admin_client.get("/admin/")
    edited = {*get_snippet_models(), *settings_registry}
    every = [one for viewset in viewsets.viewsets for one in getattr(viewset, "registerables", [viewset])]
    edited |= {getattr(viewset, "model", None) for viewset in every if getattr(viewset, "edit_view_enabled", True)}
    edited = {model for model in edited if isinstance(model, type)}
    missing = {model._meta.label_lower for model in edited if not is_covered(model)}
    assert missing - ONLY_LISTED == set()
    assert len(edited) > 30


def test_a_form_of_a_plain_model(admin: User, admin_client: Client) -> None:
    reason = CannedReason.objects.create(locale="zh-hans", text="广告")
    form = {"locale": "zh-hans", "text": "重复广告", "sort_order": "0"}
    answer = admin_client.post(reverse("moderation_reason:edit", args=[reason.pk]), form)
    assert answer.status_code == 302
    entry = ModelLogEntry.objects.for_instance(reason).get()
    assert (entry.user, entry.action) == (admin, "wagtail.edit")
    assert list_changes(reason) == [("text", "广告", "重复广告")]
    row = AuditEntry.objects.get(object_id=str(reason.pk), action="wagtail.edit")
    assert (row.user, row.user_name, row.label) == (admin, admin.username, "重复广告")
    assert list(row.fields.values_list("name", flat=True)) == ["text"]


def test_created_and_deleted_things_are_written_down_whole(admin_client: Client) -> None:
    admin_client.post(reverse("moderation_reason:add"), {"locale": "en", "text": "Spam", "sort_order": "0"})
    reason = CannedReason.objects.get()
    assert list_changes(reason) == [("locale", None, "en"), ("text", None, "Spam")]
    admin_client.post(reverse("moderation_reason:delete", args=[reason.pk]))
    assert list_changes(reason, "wagtail.delete") == [("locale", "en", None), ("text", "Spam", None)]


def test_what_no_view_writes_down_is_written_all_the_same(admin: User) -> None:
    board = Board.objects.create(slug="tea", name="茶")
    with collecting(admin):
        board.name = "茶馆"
        board.save()
        Board.objects.create(slug="coffee", name="咖啡")
    assert list_changes(board) == [("name", "茶", "茶馆")]
    assert ModelLogEntry.objects.filter(action="wagtail.create", label="咖啡", user=admin).count() == 1


def test_what_ends_as_it_was_is_no_change(admin: User) -> None:
    board, before = Board.objects.create(slug="tea", name="茶"), AuditEntry.objects.count()
    with collecting(admin):
        for name in ("茶馆", "茶"):
            board.name = name
            board.save()
    assert AuditEntry.objects.count() == before


def test_a_draft_is_compared_with_the_version_before(admin: User) -> None:
    content = factories.make_published("tea")
    with collecting(admin):
        draft = content.get_latest_revision_as_object() if content.latest_revision else content
        draft.title = "绿茶"
        draft.save_revision(user=admin, log_action=True, clean=False)
        draft.title = "新绿茶"
        draft.save_revision(user=admin, log_action=True, clean=False)
    titles = [line for line in list_changes(content, "wagtail.edit") if line[0] == "title"]
    assert [after for _path, _before, after in titles] == ["绿茶", "新绿茶"]
    assert titles[1][1] == "绿茶"
    assert ProductContent.objects.get(pk=content.pk).title != "新绿茶"


def test_publishing_says_what_the_shop_showed_before(admin: User) -> None:
    home = factories.make_home()
    page = ArticlePage(title="一篇", slug="one", locale=home.locale)
    home.add_child(instance=page)
    page.title = "两篇"
    with collecting(admin):
        page.save_revision(user=admin, log_action=True, clean=False).publish(user=admin)
    published = PageLogEntry.objects.get(page=page.pk, action="wagtail.publish")
    assert any(change["path"] == ["title"] for change in published.data.get("changes", [])) or any(
        line[0] == "title" for line in list_changes(page)
    )


def test_rights_of_a_group(admin: User) -> None:
    group = Group.objects.create(name="客服")
    right = Permission.objects.get(codename="change_brand")
    with collecting(admin):
        group.permissions.add(right)
    assert list_changes(group) == [("permissions", None, str(right))]


def test_the_password_of_a_user_is_never_kept(admin: User) -> None:
    user = User.objects.create_user("lin", password="old password")
    group = Group.objects.create(name="客服")
    with collecting(admin):
        user.set_password("new password")
        user.first_name = "林"
        user.save()
        user.groups.add(group)
    assert list_changes(user) == [("password", "•••", "•••"), ("first_name", None, "林"), ("groups", None, "客服")]
    assert "pbkdf2" not in str(ModelLogEntry.objects.for_instance(user).get().data)
    assert "md5" not in str(ModelLogEntry.objects.for_instance(user).get().data)


def test_the_secret_of_a_webhook_is_never_kept(admin: User) -> None:
    with collecting(admin):
        endpoint = WebhookEndpoint.objects.create(name="ERP", url="https://erp.example/hook")
    secrets = [getattr(endpoint, field.name) for field in WebhookEndpoint._meta.fields if "secret" in field.name]
    assert secrets
    data = str(ModelLogEntry.objects.for_instance(endpoint).get().data)
    assert all(secret not in data for secret in secrets if secret)
    assert "https://erp.example/hook" in data


def test_what_members_are_called_is_never_kept(admin: User) -> None:
    member = Member.objects.create(issuer="https://id.example", subject="m-1", name="小王")
    with collecting(admin):
        member.name = "小李"
        member.save()
    entry = ModelLogEntry.objects.for_instance(member).get()
    assert "小" not in f"{entry.data}{entry.label}"
    assert list_changes(member) == [("name", "•••", "•••")]


def test_a_setting_and_a_redirect(admin: User) -> None:
    rules = ModerationSettings.load()
    field = next(one for one in ModerationSettings._meta.fields if one.get_internal_type() == "BooleanField")
    with collecting(admin):
        setattr(rules, field.name, not getattr(rules, field.name))
        rules.save()
        moved = Redirect.objects.create(old_path="/old", redirect_link="/new")
    assert [path for path, _before, _after in list_changes(rules)] == [field.name]
    assert ("old_path", None, "/old") in list_changes(moved)


def test_relations_are_named(admin: User) -> None:
    brand = factories.make_brand("a")
    product = factories.make_published("tea").product
    with collecting(admin):
        product.brand = brand
        product.save()
    (line,) = [one for one in list_changes(product) if one[0] == "brand"]
    assert line[2] == str(brand)


def test_nothing_is_read_where_nobody_looks_on(admin: User) -> None:
    author = Author.objects.create(name="林", slug="lin", locale=factories.make_home().locale)
    with CaptureQueriesContext(connection) as without:
        author.save()
    with collecting(admin), CaptureQueriesContext(connection) as with_:
        author.save()
    assert 1 <= len(with_) - len(without) <= 3


def test_bulk_work_is_not_followed_row_by_row(admin: User) -> None:
    before = AuditEntry.objects.count()
    with collecting(admin):
        for number in range(210):
            Board.objects.create(slug=f"board-{number}", name=str(number))
    assert AuditEntry.objects.count() == before + 200


def test_a_fault_of_ours_never_holds_up_the_work(admin: User, monkeypatch: Any, caplog: Any) -> None:
    monkeypatch.setattr("cms.auditing.collecting.describe", lambda *_arguments: 1 / 0)
    with collecting(admin):
        Board.objects.create(slug="tea", name="茶")
    assert Board.objects.count() == 1
    assert "could not be written down" in caplog.text


def test_every_covered_model_can_be_read() -> None:
    from cms.auditing.snapshots import take

    for model in apps.get_models():
        if is_covered(model):
            assert take((model, "0")) is None


def test_edits_of_before_say_what_they_changed(admin: User) -> None:
    content = factories.make_published("tea")
    content.title = "绿茶"
    content.save_revision(user=admin, log_action=True, clean=False)
    assert list_changes(content) == []
    assert describe_drafts(most=10) == 1
    assert "title" in [path for path, _before, _after in list_changes(content)]
    assert AuditEntry.objects.filter(fields__name="title").count() == 1


def test_a_page_deleted_in_bulk_is_written_down_whole(admin_client: Client) -> None:
    page = factories.make_landing("tea", title="双十一", blocks=[("heading", "茶")])
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    admin_client.post(f"{address}?id={page.pk}&next=/admin/")
    entry = PageLogEntry.objects.get(action="wagtail.delete", page_id=page.pk)
    changes = {change["path"][0]: change.get("before") for change in entry.data["changes"]}
    assert changes["title"] == "双十一"
    audited = AuditEntry.objects.get(log_kind="page", log_id=entry.pk)
    assert audited.fields.filter(name="title").exists()
