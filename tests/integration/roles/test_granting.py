"""Groups and workflows come once; what people make of them stays."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Workflow, WorkflowContentType, WorkflowPage

from campaigns.landing.models import LandingIndexPage
from cms.operations.models import ApprovalTask, ProvidedRole
from cms.operations.roles.granting import ensure_roles, find_group
from cms.operations.roles.reading import read_approvals, read_roles
from tests import factories

pytestmark = pytest.mark.django_db

NAMES = ["运营负责人", "商品运营", "用户运营", "活动策划", "内容编辑", "客服专员", "数据分析师"]


def list_page_rights(group: Group) -> set[tuple[int, str]]:
    return set(group.page_permissions.values_list("page_id", "permission__codename"))


def test_seven_groups_are_made_once() -> None:
    factories.make_home()
    assert ensure_roles() == 7
    assert list(Group.objects.filter(name__in=NAMES).order_by("pk").values_list("name", flat=True)) == NAMES
    before = {group.name: group.permissions.count() for group in Group.objects.all()}
    assert ensure_roles() == 0
    assert {group.name: group.permissions.count() for group in Group.objects.all()} == before
    assert before["运营负责人"] > before["商品运营"] > before["数据分析师"] > 5


def test_every_right_of_the_table_exists() -> None:
    known = {
        f"{app}.{model}.{codename}"
        for app, model, codename in Permission.objects.values_list(
            "content_type__app_label", "content_type__model", "codename"
        )
    }
    for role in read_roles():
        wanted = {f"{right.model}.{right.codename}" for right in (*role.rights, *role.files)}
        assert wanted - known == set(), role.key


def test_what_somebody_takes_away_or_adds_stays() -> None:
    ensure_roles()
    group = find_group("service")
    taken = Permission.objects.get(codename="moderate_post")
    added = Permission.objects.get(codename="add_brand")
    group.permissions.remove(taken)
    group.permissions.add(added)
    ensure_roles()
    rights = set(group.permissions.values_list("codename", flat=True))
    assert "moderate_post" not in rights
    assert "add_brand" in rights


def test_what_is_new_in_the_table_is_given() -> None:
    ensure_roles()
    provided = ProvidedRole.objects.get(key="service")
    provided.granted.remove("community.moderate_post")
    provided.save()
    provided.group.permissions.remove(Permission.objects.get(codename="moderate_post"))
    ensure_roles()
    assert provided.group.permissions.filter(codename="moderate_post").exists()


def test_a_renamed_group_is_the_same_and_a_deleted_one_stays_deleted() -> None:
    ensure_roles()
    group = find_group("editors")
    group.name = "内容部"
    group.save()
    find_group("analysts").delete()
    assert ensure_roles() == 0
    assert find_group("editors") == group
    assert find_group("analysts") is None
    assert not Group.objects.filter(name__in=["内容编辑", "数据分析师"]).exists()


def test_a_group_of_that_name_that_was_there_before_is_left_alone() -> None:
    factories.make_home()
    own = Group.objects.create(name="内容编辑")
    own.permissions.add(Permission.objects.get(codename="view_brand"))
    ensure_roles()
    ensure_roles()
    assert list(own.permissions.values_list("codename", flat=True)) == ["view_brand"]
    assert list_page_rights(own) == set()
    assert find_group("editors") == own


def test_rights_on_pages_begin_at_the_homes() -> None:
    home = factories.make_home()
    ensure_roles()
    assert list_page_rights(find_group("editors")) == {(home.pk, "add_page"), (home.pk, "change_page")}
    english = factories.make_home("en")
    assert {page for page, _codename in list_page_rights(find_group("editors"))} == {home.pk, english.pk}
    assert (english.pk, "publish_page") in list_page_rights(find_group("head"))


def test_a_new_place_gives_its_roles_their_rights_and_its_workflow() -> None:
    home = factories.make_home()
    ensure_roles()
    assert list_page_rights(find_group("campaigns")) == set()
    index = home.add_child(instance=LandingIndexPage(title="活动", slug="campaigns", locale=home.locale))
    assert (index.pk, "publish_page") in list_page_rights(find_group("campaigns"))
    assert index.get_workflow().name == "活动页审批"
    GroupPagePermission.objects.filter(group=find_group("campaigns"), permission__codename="publish_page").delete()
    ensure_roles()
    assert (index.pk, "publish_page") not in list_page_rights(find_group("campaigns"))


def test_before_there_are_groups_a_new_place_means_nothing() -> None:
    factories.make_home()
    assert not Group.objects.filter(name__in=NAMES).exists()
    assert not Workflow.objects.filter(name="内容审批").exists()


def test_who_approves_what() -> None:
    home = factories.make_home()
    content = factories.make_published("tea")
    ensure_roles()
    assert home.get_workflow().name == "内容审批"
    assert content.get_workflow().name == "商品审批"
    tasks = ApprovalTask.objects.all()
    approvers = {task.name: list(task.groups.values_list("name", flat=True)) for task in tasks}
    assert approvers["运营负责人审批"] == ["运营负责人"]
    assert sorted(approvers["商品运营审批"]) == sorted(["商品运营", "运营负责人"])
    keys = {approval.key for approval in read_approvals()}
    assert keys == {"content", "articles", "campaigns", "products", "promotions"}


def test_workflows_that_people_chose_stay() -> None:
    home = factories.make_home()
    own = Workflow.objects.create(name="我们自己的")
    WorkflowPage.objects.create(page_id=home.pk, workflow=own)
    ensure_roles()
    assert home.get_workflow() == own
    WorkflowContentType.objects.all().delete()
    Workflow.objects.get(name="内容审批").delete()
    ensure_roles()
    assert not WorkflowContentType.objects.exists()
    assert not Workflow.objects.filter(name="内容审批").exists()
