"""The demo shop is whole: everything in its right state, dated from now, and loading it again changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Model
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState

from campaigns.landing.models import CodeGroup, LandingPage
from cms.community.models import (
    Answer,
    Board,
    CaseState,
    ContributionState,
    FollowUp,
    HelpfulVote,
    Like,
    ModerationItem,
    Post,
    Question,
    Reply,
    Review,
    ReviewCase,
    ReviewSummary,
)
from cms.content.models import ArticleKind, ArticlePage, Author, HomePage, Menu, Series, SiteText, TopicPage
from cms.delivery.models import DeliveryDocument
from cms.delivery.selectors import find_documents
from cms.media.alternatives import list_missing
from cms.media.models import MediaImage, PicturePair, UsageRights
from cms.members.models import Member
from tests.integration.demo.conftest import Loaded

LOCALES = ("zh-hans", "en")


def count_states(model: type[Model]) -> dict[str, int]:
    rows = model._default_manager.order_by().values_list("state").annotate(count=Count("pk"))
    return dict(rows)


def count_rows() -> dict[str, int]:
    """What there is of everything that loading could have doubled."""
    models: tuple[type[Model], ...] = (
        Page, Revision, Author, Series, Menu, SiteText, CodeGroup, Member, Board, Post, Reply, Review, FollowUp,
        Question, Answer, Like, HelpfulVote, ReviewCase, ModerationItem, DeliveryDocument,
    )  # fmt: skip
    return {model.__name__: model._default_manager.count() for model in models}


def test_articles_are_published_in_both_languages(demo: Loaded) -> None:
    for locale in LOCALES:
        live = ArticlePage.objects.filter(live=True, locale__language_code=locale)
        assert dict(live.order_by().values_list("kind").annotate(count=Count("pk"))) == dict.fromkeys(ArticleKind, 3)
        assert TopicPage.objects.filter(live=True, locale__language_code=locale).count() == 2
        keys = [page.delivered_key for page in live]
        documents = find_documents("article", keys, locale=locale, at=timezone.now())
        assert set(documents) == set(keys)
        assert all(document.data["author"] and document.data["products"] for document in documents.values())
        dates = [document.data["publishedAt"] for document in documents.values()]
        assert max(dates) < timezone.now().isoformat()
        assert len(set(dates)) == 12
    review = find_documents("article", [_find_key("air-2-sixty-days")], locale="en", at=timezone.now())
    (document,) = review.values()
    assert document.data["review"]["product"] == "buds-air-2"
    assert [score["label"] for score in document.data["review"]["scores"]][:2] == ["Comfort", "Noise cancelling"]


def _find_key(article: str) -> str:
    from cms.content.demo.keys import make_key

    return make_key("article", article).hex


def test_editors_are_in_the_middle_of_something(demo: Loaded) -> None:
    waiting = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    assert {state.content_object.slug for state in waiting} == {"song-zhangbei-wujian", "five-presents-for-elders"}
    scheduled = Revision.objects.filter(approved_go_live_at__gt=timezone.now())
    slugs = {revision.content_object.slug for revision in scheduled}
    assert slugs >= {"dongding-dongpian-riji", "dong-ding-winter-diary", "chahui", "tea-week"}
    drafts = ArticlePage.objects.filter(live=False, latest_revision__isnull=False)
    assert drafts.count() == 6
    at = timezone.now()
    assert all(not find_documents("article", [page.delivered_key], locale="en", at=at) for page in drafts)


def test_one_campaign_is_on_one_to_come_and_one_over(demo: Loaded) -> None:
    now = timezone.now()
    pages = {page.slug: page for page in LandingPage.objects.filter(locale__language_code="zh-hans")}
    assert {slug: (page.live, page.approved_schedule, page.expired) for slug, page in pages.items()} == {
        "zhounianqing": (True, False, False),
        "chahui": (False, True, False),
        "luyingjie": (False, False, True),
    }
    sale = pages["zhounianqing"]
    assert sale.first_published_at < now < sale.expire_at
    (document,) = find_documents("landing", [sale.delivered_key], locale="zh-hans", at=now).values()
    blocks = {block["type"]: block for block in document.data["blocks"]}
    assert {"carousel", "countdown", "shelf", "comparison", "live_room", "group_code", "questions"} <= set(blocks)
    assert blocks["countdown"]["startsAt"] < now.isoformat() < blocks["countdown"]["endsAt"]
    assert now.isoformat() < blocks["live_room"]["startsAt"] < blocks["live_room"]["endsAt"]
    assert all(block["productKeys"] for block in document.data["blocks"] if block["type"] == "shelf")
    coming = pages["chahui"]
    assert not find_documents("landing", [coming.delivered_key], locale="zh-hans", at=now)
    in_a_week = now + timedelta(days=7)
    assert find_documents("landing", [coming.delivered_key], locale="zh-hans", at=in_a_week)


def test_licences_end_and_a_picture_is_there_twice(demo: Loaded) -> None:
    day = timezone.localdate()
    ends = UsageRights.objects.filter(valid_until__isnull=False).order_by("valid_until")
    assert [(one.valid_until - day).days for one in ends] == [-9, 12, 26, 200]
    # All pictures are one and the same here; only the copy has been compared with those before it.
    pairs = PicturePair.objects.filter(verdict="")
    assert {pair.is_exact for pair in pairs} == {True}
    assert len({pair.second_id for pair in pairs}) == 1
    for language in LOCALES:
        assert list_missing(MediaImage.objects.all(), language).exists()


def test_the_codes_of_a_full_group_give_way(demo: Loaded) -> None:
    group = CodeGroup.objects.get(name="周年庆 · 喝茶群")
    assert group.find_open_code(at=timezone.now()).name.endswith("02")


def test_the_tops_of_the_tree_have_pictures(demo: Loaded) -> None:
    documents = find_documents("category", ["tea", "food", "digital"], locale="en", at=timezone.now())
    assert len(documents) == 3
    assert all(document.data["picture"] for document in documents.values())


def test_homes_menus_and_the_site_are_there(demo: Loaded) -> None:
    now = timezone.now()
    for home in HomePage.objects.filter(locale__language_code__in=LOCALES):
        code = home.locale.language_code
        (document,) = find_documents("home", [home.delivered_key], locale=code, at=now).values()
        assert len(document.data["blocks"]) == 9
        first = document.data["blocks"][0]["slides"][0]
        assert first["link"]["address"].startswith(f"/{code}/campaigns/")
        menus = find_documents("menu", ["main", "footer"], locale=code, at=now)
        assert [len(menus[key].data["items"]) for key in ("main", "footer")] == [8, 3]
        assert find_documents("site", ["site"], locale=code, at=now)["site"].data["slogan"]


def test_members_have_written_and_moderators_have_decided(demo: Loaded) -> None:
    assert Member.objects.count() == 27
    assert count_states(Post) == {"approved": 59, "pending": 3, "rejected": 1}
    assert count_states(Reply) == {"approved": 42, "pending": 1}
    assert count_states(Review) == {"approved": 182, "pending": 3, "rejected": 1}
    assert count_states(Question) == {"approved": 40, "pending": 1}
    assert count_states(Answer) == {"approved": 44}
    assert count_states(FollowUp) == {"approved": FollowUp.objects.count()}
    reported = ModerationItem.objects.filter(report_count=3).get()
    assert (reported.kind, reported.is_waiting) == ("post", True)
    assert ModerationItem.objects.waiting().count() == 8
    oldest = Review.objects.order_by("created_at").first().created_at
    assert 60 < (timezone.now() - oldest).days <= 90


def test_counts_are_what_they_count(demo: Loaded) -> None:
    for post in Post.objects.annotate(fans=Count("likes")):
        assert post.like_count == post.fans
    for shown in Post.objects.filter(state=ContributionState.APPROVED):
        assert shown.reply_count == Reply.objects.visible().filter(post=shown).count()
    for review in Review.objects.filter(helpful_count__gt=0):
        assert review.helpful_count == HelpfulVote.objects.filter(kind="review", object_id=review.pk).count()
    for summary in ReviewSummary.objects.all():
        assert summary.count == Review.objects.visible().filter(product_key=summary.product_key).count()
    assert Review.objects.filter(is_verified=True).count() > 150
    assert not Review.objects.filter(is_verified=True, options=[], product_key="buds-air-2").exists()


def test_low_reviews_are_late_answered_or_fresh(demo: Loaded) -> None:
    now = timezone.now()
    assert set(ReviewCase.objects.overdue(at=now).values_list("review__product_key", flat=True)) == {
        "over-ear-h1",
        "watch-lite",
        "sateen-bedding",
        "oxford-shirt",
    }
    running = ReviewCase.objects.running().exclude(due_at__lt=now)
    assert list(running.values_list("review__product_key", flat=True)) == ["heavy-tee"]
    answered = ReviewCase.objects.filter(state=CaseState.ANSWERED)
    assert all(case.answered_at is not None and case.answered_at <= case.due_at for case in answered)
    assert answered.count() == 3


def test_loading_costs_a_bounded_number_of_queries(demo: Loaded) -> None:
    limits = {
        "content": 8_500,
        "landing": 1_800,
        "homes": 500,
        "community": 12_000,
        "editing": 1_200,
        "merchandising": 200,
        "behaviour": 250,
        "promotions": 1_700,
        "coupons": 60,
        "tasks": 150,
        "care": 200,
        "handbook": 20,
        "responsibility": 100,
        "shelving": 400,
        "uploads": 10,
    }
    assert {name: count for name, count in demo.queries.items() if count > limits.get(name, 0)} == {}


def test_loading_again_changes_nothing(demo: Loaded, db: Any) -> None:
    before = count_rows()
    again = Loaded().load()
    assert {name: count for name, count in again.parts.items() if count} == {}
    assert count_rows() == before
    assert all(count < 120 for count in again.queries.values()), again.queries


def test_search_rules_banners_and_redirects_are_there(demo: Loaded, db: Any) -> None:
    from search.merchandising.models import QueryRule, SearchBanner, SearchRedirect
    from search.merchandising.reading import make_rules

    assert (QueryRule.objects.count(), SearchBanner.objects.count(), SearchRedirect.objects.count()) == (2, 2, 2)
    assert all(banner.picture_id and banner.category_id for banner in SearchBanner.objects.all())
    rulings = make_rules(QueryRule.objects.order_by("pk"))
    assert [[pin.key for pin in ruling.value.pins] for ruling in rulings] == [
        ["longjing-spring", "keemun-black"],
        ["tent-two"],
    ]
    assert all(len(ruling.value.adjustments) == 1 for ruling in rulings)


def test_shelf_rules_have_run_and_been_answered(demo: Loaded, db: Any) -> None:
    from campaigns.shelving.models import ShelfChange, ShelfRule, StockState
    from cms.catalog.models import Offer, Product

    assert ShelfRule.objects.filter(is_active=True).count() == 4
    states = set(ShelfChange.objects.values_list("kind", "state"))
    assert {("shelf", "proposed"), ("shelf", "undone"), ("shelf", "refused"), ("role", "applied")} <= states
    assert {("stage", "proposed"), ("role", "proposed")} <= states
    # What was taken off has been put back: nothing of the demo shop is missing.
    assert not Offer.objects.filter(on_shelf_until__isnull=False).exists()
    assert set(Product.objects.values_list("role", flat=True)) == {"", "traffic", "profit", "image"}
    assert StockState.objects.filter(is_low=True).count() > 5
