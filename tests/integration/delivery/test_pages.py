"""Whatever Wagtail does with a page leaves just the documents that its row says, at the addresses it has."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupApprovalTask, Locale, Page, Workflow, WorkflowTask

from cms.content.models import ArticleAuthor, ArticleIndexPage, ArticlePage, HomePage
from cms.delivery import selectors, worker
from cms.delivery.models import DeliveryDocument
from cms.delivery.moves import find_redirect
from tests import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("watcher")]


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_superuser("chief", "chief@example.com", "secret")


@pytest.fixture
def index() -> ArticleIndexPage:
    return pages.find_index(ArticleIndexPage, "articles")


def find(path: str, *, at: Any = None, locale: str = "zh-hans") -> str | None:
    """The title of what is served at `path`, by its own locale's document alone."""
    document = selectors.find_document_at(path, locale=locale, at=at or timezone.now())
    return document.data["title"] if document is not None else None


def bare(page: Page) -> Page:
    """The page as much of Wagtail has it at hand: without its own fields."""
    return Page.objects.get(pk=page.pk)


def test_a_draft_is_nowhere(index: ArticleIndexPage) -> None:
    pages.make_article("tea", parent=index, is_published=False)
    assert find("/articles/tea") is None
    assert not DeliveryDocument.objects.filter(kind="article").exists()


def test_publishing_by_the_admins_own_action(index: ArticleIndexPage, user: User) -> None:
    article = pages.make_article("tea", parent=index, is_published=False)
    PublishPageRevisionAction(article.latest_revision, user=user).execute()
    assert find("/articles/tea") == "Tea"


def test_a_draft_of_a_live_page_changes_nothing(index: ArticleIndexPage) -> None:
    article = pages.make_article("tea", parent=index, title="Tea")
    article.title = "Better tea"
    article.slug = "better-tea"
    article.save_revision()
    assert find("/articles/tea") == "Tea"
    assert find("/articles/better-tea") is None


def test_unpublishing_with_all_below(index: ArticleIndexPage, user: User) -> None:
    pages.make_article("tea", parent=index)
    pages.make_article("cup", parent=index)
    UnpublishPageAction(bare(index), user=user, include_descendants=True).execute()
    assert [find(path) for path in ("/articles", "/articles/tea", "/articles/cup")] == [None, None, None]


def test_unpublishing_one_leaves_what_is_below(index: ArticleIndexPage) -> None:
    pages.make_article("tea", parent=index)
    index.unpublish()
    assert find("/articles") is None
    assert find("/articles/tea") == "Tea"


def test_deleting_with_all_below(index: ArticleIndexPage, user: User) -> None:
    pages.make_article("tea", parent=index)
    scheduled = pages.make_article("cup", parent=index, is_published=False)
    scheduled.go_live_at = timezone.now() + timedelta(hours=1)
    scheduled.save_revision().publish()
    DeletePageAction(bare(index), user=user).execute()
    assert not DeliveryDocument.objects.filter(kind__startswith="article").open(at=timezone.now()).exists()


def test_deleting_pages_in_bulk(index: ArticleIndexPage) -> None:
    pages.make_article("tea", parent=index)
    ArticlePage.objects.all().delete()
    assert find("/articles/tea") is None


def test_a_new_slug_moves_the_page_and_all_below(index: ArticleIndexPage) -> None:
    pages.make_article("tea", parent=index)
    pages.republish(index, slug="stories")
    assert find("/stories") == "Articles"
    worker.drain()
    assert find("/stories/tea") == "Tea"
    assert find("/articles") is None
    assert find("/articles/tea") is None
    assert find_redirect("/articles/tea", "zh-hans") == ("/zh-hans/stories/tea", True)
    assert find_redirect("/articles", "zh-hans") == ("/zh-hans/stories", True)


def test_slugs_back_and_forth_and_chains(index: ArticleIndexPage) -> None:
    article = pages.make_article("tea", parent=index)
    for slug in ("green-tea", "longjing", "tea"):
        article = pages.republish(article, slug=slug)
    worker.drain()
    assert find("/articles/tea") == "Tea"
    assert dict(Redirect.objects.values_list("old_path", "redirect_link")) == {
        "/zh-hans/articles/green-tea": "/zh-hans/articles/tea",
        "/zh-hans/articles/longjing": "/zh-hans/articles/tea",
    }


def test_moving_a_page(index: ArticleIndexPage, user: User) -> None:
    article = pages.make_article("tea", parent=index)
    other = pages.find_index(ArticleIndexPage, "reviews")
    MovePageAction(bare(article), bare(other), pos="last-child", user=user).execute()
    assert find("/reviews/tea") == "Tea"
    assert find("/articles/tea") is None
    assert find_redirect("/articles/tea", "zh-hans") == ("/zh-hans/reviews/tea", True)
    MovePageAction(bare(article), bare(index), pos="last-child", user=user).execute()
    assert find("/articles/tea") == "Tea"
    assert find_redirect("/articles/tea", "zh-hans") is None


def test_moving_a_page_with_all_below(index: ArticleIndexPage) -> None:
    pages.make_article("tea", parent=index)
    planned = pages.make_article("cup", parent=index, is_published=False)
    planned.go_live_at = timezone.now() + timedelta(hours=1)
    planned.save_revision().publish()
    other = pages.publish(
        Page.get_first_root_node(), HomePage(title="Other", slug="other", locale=Locale.get_default())
    )
    index.move(bare(other), pos="last-child")
    worker.drain()
    later = timezone.now() + timedelta(hours=2)
    assert find("/articles/tea") == "Tea"
    assert find("/articles/cup") is None
    assert find("/articles/cup", at=later) == "Cup"


def test_a_draft_that_is_moved_stays_a_draft(index: ArticleIndexPage) -> None:
    article = pages.make_article("tea", parent=index, is_published=False)
    bare(article).move(bare(pages.find_index(ArticleIndexPage, "reviews")), pos="last-child")
    assert find("/reviews/tea") is None


def test_a_moved_live_page_does_not_show_its_draft(index: ArticleIndexPage) -> None:
    article = pages.make_article("tea", parent=index, title="Tea")
    article.title = "Draft"
    article.save_revision()
    article.move(bare(pages.find_index(ArticleIndexPage, "reviews")), pos="last-child")
    assert find("/reviews/tea") == "Tea"


def test_copying(index: ArticleIndexPage, user: User) -> None:
    author = pages.make_author("lin")
    article = pages.make_article("tea", parent=index, authors=[author])
    kept = CopyPageAction(article, update_attrs={"slug": "tea-2"}, keep_live=True, user=user).execute()
    CopyPageAction(article, update_attrs={"slug": "tea-3"}, keep_live=False, user=user).execute()
    assert find("/articles/tea-2") == "Tea"
    assert find("/articles/tea-3") is None
    document = selectors.find_documents("article", [kept.delivered_key], locale="zh-hans", at=timezone.now())
    assert document[kept.delivered_key].data["author"] == author.delivered_key


def test_copying_a_branch(index: ArticleIndexPage) -> None:
    pages.make_article("tea", parent=index, authors=[pages.make_author("lin")])
    pages.make_article("cup", parent=index, is_published=False)
    bare(index).copy(recursive=True, update_attrs={"slug": "copies"})
    assert find("/copies") == "Articles"
    assert find("/copies/tea") == "Tea"
    assert find("/copies/cup") is None
    copied = selectors.find_document_at("/copies/tea", locale="zh-hans", at=timezone.now())
    assert copied.data["author"] is not None
    assert [one["path"] for one in copied.data["breadcrumbs"]] == ["/copies"]


def test_an_alias_follows_its_original(index: ArticleIndexPage, user: User) -> None:
    first, second = pages.make_author("lin"), pages.make_author("wu")
    article = pages.make_article("tea", parent=index, authors=[first])
    alias = CreatePageAliasAction(article, update_slug="tea-alias", user=user).execute()
    assert find("/articles/tea-alias") == "Tea"
    article = ArticlePage.objects.get(pk=article.pk)
    article.title = "Better tea"
    article.article_authors.set([ArticleAuthor(author=second)])
    article.save_revision().publish()
    shown = selectors.find_document_at("/articles/tea-alias", locale="zh-hans", at=timezone.now())
    assert (shown.data["title"], shown.data["author"]) == ("Better tea", second.delivered_key)
    article.unpublish()
    assert find("/articles/tea-alias") is None
    article.save_revision().publish()
    assert find("/articles/tea-alias") == "Better tea"
    ConvertAliasPageAction(ArticlePage.objects.get(pk=alias.pk), user=user).execute()
    article.delete()
    assert find("/articles/tea") is None
    assert find("/articles/tea-alias") == "Better tea"


def test_a_schedule_starts_and_ends_to_the_second(index: ArticleIndexPage, user: User) -> None:
    article = pages.make_article("tea", parent=index, title="Tea")
    start = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    article.title, article.slug = "Autumn tea", "autumn"
    article.go_live_at, article.expire_at = start, start + timedelta(hours=1)
    PublishPageRevisionAction(article.save_revision(), user=user).execute()
    second = timedelta(seconds=1)
    assert find("/articles/tea", at=start - second) == "Tea"
    assert find("/articles/autumn", at=start - second) is None
    assert find("/articles/autumn", at=start) == "Autumn tea"
    assert find("/articles/tea", at=start) is None
    assert find("/articles/autumn", at=start + timedelta(hours=1)) is None


def test_a_live_page_without_a_revision_stays_live_when_a_change_is_scheduled(index: ArticleIndexPage) -> None:
    article = index.add_child(instance=ArticlePage(title="Tea", slug="tea"))
    assert find("/articles/tea") == "Tea"
    article.title = "Autumn tea"
    article.go_live_at = timezone.now() + timedelta(hours=1)
    PublishPageRevisionAction(article.save_revision()).execute()
    assert ArticlePage.objects.get(pk=article.pk).live
    assert find("/articles/tea") == "Tea"
    assert find("/articles/tea", at=timezone.now() + timedelta(hours=2)) == "Autumn tea"


def test_what_is_scheduled_goes_live_in_wagtail_too(index: ArticleIndexPage, monkeypatch: pytest.MonkeyPatch) -> None:
    article = pages.make_article("tea", parent=index, is_published=False)
    article.go_live_at = timezone.now() + timedelta(hours=1)
    article.save_revision().publish()
    assert not ArticlePage.objects.get(pk=article.pk).live
    now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(hours=1))
    worker.drain()
    assert ArticlePage.objects.get(pk=article.pk).live
    assert find("/articles/tea") == "Tea"


def test_an_approved_workflow_publishes(index: ArticleIndexPage, user: User) -> None:
    article = pages.make_article("tea", parent=index, is_published=False)
    task = GroupApprovalTask.objects.create(name="Approve")
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    state = workflow.start(article, user)
    assert find("/articles/tea") is None
    state.current_task_state.approve(user=user)
    assert find("/articles/tea") == "Tea"


def test_reverting_to_an_older_version(index: ArticleIndexPage, user: User) -> None:
    article = pages.make_article("tea", parent=index, title="Tea")
    old = article.latest_revision
    article = pages.republish(article, title="Better tea")
    PublishPageRevisionAction(old.as_object().save_revision(), user=user, previous_revision=old).execute()
    assert find("/articles/tea") == "Tea"


def test_a_translation_is_its_own_document(index: ArticleIndexPage, user: User) -> None:
    article = pages.make_article("tea", parent=index)
    english = Locale.objects.get(language_code="en")
    copy = article.copy_for_translation(english, copy_parents=True)
    assert find("/articles/tea", locale="en") == "Tea"
    copy.title = "English tea"
    copy.save_revision().publish()
    found = selectors.find_documents("article", [article.delivered_key], locale="en", at=timezone.now())
    assert (found[article.delivered_key].locale, found[article.delivered_key].data["title"]) == ("en", "English tea")
    assert find("/articles/tea") == "Tea"


def test_a_failing_delivery_changes_nothing(index: ArticleIndexPage, monkeypatch: pytest.MonkeyPatch) -> None:
    article = pages.make_article("tea", parent=index)
    other = pages.find_index(ArticleIndexPage, "reviews")

    def fail(*_args: object, **_options: object) -> None:
        raise RuntimeError("no disk")

    monkeypatch.setattr("cms.delivery.documents.store_live", fail)
    with pytest.raises(RuntimeError, match="no disk"):
        bare(article).move(bare(other), pos="last-child")
    assert bare(article).url_path.endswith("/articles/tea/")
    monkeypatch.undo()
    monkeypatch.setattr("cms.delivery.documents.end_documents", fail)
    with pytest.raises(RuntimeError, match="no disk"), transaction.atomic():
        DeletePageAction(bare(index)).execute()
    assert ArticlePage.objects.filter(pk=article.pk).exists()
    assert find("/articles/tea") == "Tea"


def test_nothing_is_hidden_behind_a_password() -> None:
    assert ArticlePage.private_page_options == []
