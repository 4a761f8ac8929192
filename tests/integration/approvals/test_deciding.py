"""Four eyes, a reason for sending back, what is late, and deciding from the list and from home."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, Workflow, WorkflowContentType, WorkflowPage

from cms.catalog.models import ProductContent
from cms.content.models import ArticleIndexPage, ArticlePage
from cms.operations.approvals.selectors import is_approver, list_waiting
from cms.operations.approvals.today import read_approvals as ask_approvals
from cms.operations.models import ApprovalTask
from cms.operations.roles.granting import ensure_roles, find_group
from cms.operations.roles.reading import read_approvals
from tests import factories
from tests.integration.admin.conftest import log_in
from tests.integration.admin.forms import list_messages
from tests.integration.promotions.making import make_promotion
from tests.integration.reach.people import limit
from tests.integration.roles.test_matrix import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home() -> Any:
    home = factories.make_home()
    ensure_roles()
    return home


@pytest.fixture
def editor() -> User:
    return make_person("editors")


@pytest.fixture
def merchandiser() -> User:
    return make_person("merchandising")


def submit(key: str, by: User, **product: Any) -> TaskState:
    content = factories.make_published(key, product=factories.make_product(key, **product))
    content.title = f"New {key}"
    content.save_revision(user=by)
    content.get_workflow().start(content, by)
    return content.current_workflow_task_state


def decide(client: Client, state: TaskState, action: str, comment: str = "", **headers: Any) -> Any:
    data = {action: "1", "comment": comment}
    return client.post(reverse("approvals_decide", args=[state.pk]), data, follow=True)


def read_status(state: TaskState) -> str:
    state.refresh_from_db()
    return state.status


def test_approving_publishes(editor: User, merchandiser: User) -> None:
    state, client = submit("tea", editor), log_in(merchandiser)
    page = client.get(reverse("approvals")).content.decode()
    assert "New tea" in page
    assert "from editors" in page
    response = decide(client, state, "approve")
    assert list_messages(response) == ["“New tea” is approved."]
    assert ProductContent.objects.get(slug="tea").title == "New tea"
    assert response.redirect_chain[-1][0] == reverse("approvals")
    assert "Nothing waits for your approval." in response.content.decode()


def test_sending_back_needs_a_reason(editor: User, merchandiser: User) -> None:
    state, client = submit("tea", editor), log_in(merchandiser)
    response = decide(client, state, "reject", " ")
    assert list_messages(response) == ["Say what has to change: whoever submitted it reads this."]
    assert read_status(state) == "in_progress"
    with pytest.raises(PermissionDenied, match="Say what has to change"):
        state.task.specific.on_action(state, merchandiser, "reject")
    assert list_messages(decide(client, state, "reject", "Too long")) == ["“New tea” is sent back."]
    assert (read_status(state), state.comment) == ("rejected", "Too long")
    assert ProductContent.objects.get(slug="tea").title == "Tea"


def test_wagtails_own_form_wants_the_reason_too(editor: User, merchandiser: User) -> None:
    state, client = submit("tea", editor), log_in(merchandiser)
    content = ProductContent.objects.get(slug="tea")
    action = "wagtailsnippets_catalog_productcontent:workflow_action"
    address = reverse(action, args=[content.pk, "reject", state.pk])
    response = client.post(address, {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"})
    assert "Say what has to change" in response.json()["html"]
    assert read_status(state) == "in_progress"


def test_nobody_approves_their_own(merchandiser: User) -> None:
    state, client = submit("tea", merchandiser), log_in(merchandiser)
    response = decide(client, state, "approve")
    assert list_messages(response) == ["Nothing was changed: it has been decided on, or is not yours to approve."]
    assert read_status(state) == "in_progress"
    content = ProductContent.objects.get(slug="tea")
    assert state.task.specific.get_actions(content, merchandiser) == []
    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, merchandiser, "approve")
    assert list(list_waiting(make_person("head"))) == [state]
    ApprovalTask.objects.update(four_eyes=False)
    decide(client, state, "approve")
    assert read_status(state) == "approved"


def test_whoever_wrote_the_version_leaves_it_as_well(editor: User, merchandiser: User) -> None:
    content = factories.make_published("tea")
    content.title = "New tea"
    content.save_revision(user=merchandiser)
    content.get_workflow().start(content, editor)
    assert list(list_waiting(merchandiser)) == []


def test_others_products_are_theirs_to_approve(editor: User, merchandiser: User) -> None:
    digital, food = factories.make_category("digital"), factories.make_category("food")
    limit(merchandiser, digital)
    other, mine = submit("tea", editor, category=food), submit("ear", editor, category=digital)
    article = submit_article(editor)
    assert list(list_waiting(merchandiser)) == [mine]
    decide(log_in(merchandiser), other, "approve")
    assert read_status(other) == "in_progress"
    answer = ask_approvals(User.objects.get(pk=merchandiser.pk), at=timezone.now())
    assert answer is not None
    assert answer.count == 1
    assert article in list_waiting(make_person("head"))


def submit_article(by: User) -> TaskState:
    home = factories.make_home()
    index = home.add_child(instance=ArticleIndexPage(title="文章", slug="articles", locale=home.locale))
    page = index.add_child(instance=ArticlePage(title="一篇", slug="one", live=False, locale=home.locale))
    page.save_revision(user=by)
    page.get_workflow().start(page, by)
    return page.current_workflow_task_state


def test_articles_are_approved_by_another_editor(editor: User) -> None:
    state = submit_article(editor)
    second = User.objects.create_user("second")
    second.groups.add(find_group("editors"))
    assert list(list_waiting(editor)) == []
    assert list_messages(decide(log_in(second), state, "approve")) == ["“一篇” is approved."]
    assert read_status(state) == "approved"
    assert ArticlePage.objects.get(slug="one").live


def test_what_is_late_presses(editor: User, merchandiser: User) -> None:
    state = submit("tea", editor)
    [fresh] = ask_approvals(merchandiser, at=timezone.now()).entries
    assert not fresh.is_late
    later = timezone.now() + timedelta(hours=25)
    answer = ask_approvals(merchandiser, at=later)
    assert answer.is_alarming
    assert answer.entries[0].is_late
    ApprovalTask.objects.filter(pk=state.task_id).update(due_hours=48)
    assert not ask_approvals(merchandiser, at=later).is_alarming


def test_it_is_decided_from_home(editor: User, merchandiser: User) -> None:
    state, client = submit("tea", editor), log_in(merchandiser)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert f'action="{reverse("approvals_decide", args=[state.pk])}"' in page
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(merchandiser)
    assert strict.post(reverse("approvals_decide", args=[state.pk]), {"approve": "1"}).status_code == 403
    home = reverse("wagtailadmin_home")
    client.post(reverse("approvals_decide", args=[state.pk]), {"approve": "1", "comment": "", "next": home})
    assert read_status(state) == "approved"


def test_the_page_is_for_approvers(editor: User) -> None:
    service = make_person("service")
    assert is_approver(editor)
    assert not is_approver(service)
    state = submit("tea", editor)
    assert log_in(service).get(reverse("approvals")).status_code == 302
    log_in(service).post(reverse("approvals_decide", args=[state.pk]), {"approve": "1"})
    assert read_status(state) == "in_progress"


@pytest.mark.parametrize(("percent", "live"), [("20", True), ("30", False), ("60", False)])
def test_deep_cuts_need_the_head_as_well(percent: str, live: bool) -> None:
    planner, second, head = make_person("campaigns"), User.objects.create_user("second"), make_person("head")
    second.groups.add(find_group("campaigns"))
    promotion = make_promotion(name="折扣", action={"type": "percent", "value": {"value": percent}})
    promotion.save_revision(user=planner)
    promotion.get_workflow().start(promotion, planner)
    first = promotion.current_workflow_task_state
    decide(log_in(second), first, "approve")
    assert read_status(first) == "approved"
    promotion.refresh_from_db()
    assert promotion.live is live
    if not live:
        deep = promotion.current_workflow_task_state
        assert list(list_waiting(second)) == []
        decide(log_in(head), deep, "approve")
        promotion.refresh_from_db()
        assert promotion.live
    else:
        passed = TaskState.objects.latest("pk")
        assert passed.comment == f"It cuts {percent} % at most: less than 30 %."


def test_every_kind_that_goes_live_has_its_workflow() -> None:
    keys = [approval.key for approval in read_approvals()]
    assert keys == ["content", "articles", "campaigns", "products", "promotions"]
    names = {one.content_type.model: one.workflow.name for one in WorkflowContentType.objects.all()}
    assert names == {"productcontent": "商品审批", "promotion": "促销审批"}
    assert set(WorkflowPage.objects.values_list("workflow__name", flat=True)) >= {"内容审批"}
    steps = [step.task.name for step in Workflow.objects.get(name="促销审批").workflow_tasks.order_by("sort_order")]
    assert steps == ["促销审批", "大额优惠审批"]


def test_the_task_types_are_offered(admin_client: Client) -> None:
    page = admin_client.get(reverse("wagtailadmin_workflows:select_task_type")).content.decode()
    assert "Approval by groups, with four eyes and a time" in page
    assert "Approval of deep cuts" in page
    task = ApprovalTask.objects.get(name="商品运营审批")
    edit = admin_client.get(reverse("wagtailadmin_workflows:edit_task", args=[task.pk])).content.decode()
    assert 'name="four_eyes"' in edit
    assert 'name="due_hours"' in edit
