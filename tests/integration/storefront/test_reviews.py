"""Reviews, questions and answers by the API: who sees what, what is refused and how, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.catalog.models import ProductContent
from cms.community.models import Answer, ContributionState, Question, Report, Review, ReviewDimension
from cms.community.moderation import deciding
from cms.members.identity.providers import DEVELOPMENT_ISSUER
from cms.members.models import Member
from storefront.client import read_operation
from storefront.node_ids import encode_id
from tests import factories
from tests.community import find_item, make_moderator, relax

pytestmark = pytest.mark.django_db
CREATE, UPDATE, DELETE = (read_operation(f"{verb}_review") for verb in ("create", "update", "delete"))
FOLLOW_UP, ASK, ANSWER = (
    read_operation("add_follow_up"),
    read_operation("ask_question"),
    read_operation("answer_question"),
)
VOTE, REPORT = read_operation("vote_helpful"), read_operation("report")
REVIEWS, QUESTIONS, VIEWER = (
    read_operation(name) for name in ("product_reviews", "product_questions", "product_viewer")
)
CONSENT = "built-in-1"


@pytest.fixture(autouse=True)
def rules(db: None) -> None:
    relax()
    factories.make_published("mug", title="马克杯")


def do(storefront: Any, mutation: str, given: dict[str, Any], subject: str = "lin") -> dict[str, Any]:
    """The payload of a mutation."""
    (payload,) = storefront.ask(mutation, {"input": given}, **storefront.sign_in(subject)).values()
    return payload


def review(storefront: Any, subject: str = "lin", **fields: Any) -> dict[str, Any]:
    given = {"product": "mug", "rating": 5, "body": f"{subject} likes it.", "consent": CONSENT, **fields}
    return do(storefront, CREATE, given, subject)


def list_codes(payload: dict[str, Any]) -> list[tuple[str | None, str]]:
    return [(error["field"], error["code"]) for error in payload["userErrors"]]


def read(storefront: Any, **variables: Any) -> dict[str, Any]:
    return storefront.ask(REVIEWS, {"key": "mug", **variables})["product"]


def test_a_review_is_shown_and_counted(storefront):
    ReviewDimension.objects.create(key="quality", name="质量")
    made = review(storefront, title="好杯子", scores=[{"key": "quality", "score": 4}])
    assert (made["userErrors"], made["review"]["state"]) == ([], "APPROVED")
    product = read(storefront)
    assert product["reviewSummary"] == {
        "count": 1,
        "average": 5.0,
        "recommendedShare": 1.0,
        "verifiedCount": 0,
        "picturedCount": 0,
        "distribution": [
            {"rating": rating, "count": int(rating == 5), "share": float(rating == 5)} for rating in (5, 4, 3, 2, 1)
        ],
        "dimensions": [{"key": "quality", "label": "质量", "count": 1, "average": 4.0}],
    }
    (shown,) = product["reviews"]["nodes"]
    assert (shown["title"], shown["html"], shown["author"]["name"]) == ("好杯子", "<p>lin likes it.</p>", "林夏")
    assert shown["scores"] == [{"key": "quality", "label": "质量", "score": 4}]


def test_a_product_without_reviews_says_so(storefront):
    summary = read(storefront)["reviewSummary"]
    assert (summary["count"], summary["average"], summary["recommendedShare"]) == (0, None, None)
    assert [one["count"] for one in summary["distribution"]] == [0] * 5


@pytest.mark.parametrize("state", [ContributionState.PENDING, ContributionState.REJECTED])
def test_what_is_not_approved_reaches_only_its_author(storefront, state):
    relax(held_first=1)
    made = review(storefront, "lin")["review"]
    row = Review.objects.get()
    if state == ContributionState.REJECTED:
        deciding.reject(find_item(row).pk, by=make_moderator(Review), version=1, reason="离题", at=row.created_at)
    node = "query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }"
    everything = {
        "product": read(storefront)["reviews"]["nodes"],
        "root": storefront.ask('{ reviews(product: "mug") { nodes { id } } }')["reviews"]["nodes"],
        "node": storefront.ask(node, {"id": made["id"]}),
    }
    assert everything == {"product": [], "root": [], "node": {"node": None, "nodes": [None]}}
    assert read(storefront)["reviewSummary"]["count"] == 0
    other = storefront.ask(VIEWER, {"key": "mug"}, **storefront.sign_in("chen"))
    assert other["product"]["myReview"] is None
    mine = storefront.ask(VIEWER, {"key": "mug"}, **storefront.sign_in("lin"))["product"]["myReview"]
    assert (mine["state"], mine["text"]) == (state.name, "lin likes it.")
    assert mine["reason"] == ("离题" if state == ContributionState.REJECTED else None)
    listed = storefront.ask(read_operation("my_reviews"), **storefront.sign_in("lin"))["me"]["reviews"]
    assert [(one["state"], one["product"]["title"]) for one in listed["nodes"]] == [(state.name, "马克杯")]
    nobody = storefront.ask(read_operation("my_reviews"), **storefront.sign_in("chen"))["me"]["reviews"]
    assert (nobody["totalCount"], nobody["nodes"]) == (0, [])


def test_what_everybody_sees_may_be_kept_by_caches(storefront):
    review(storefront)
    do(storefront, ASK, {"product": "mug", "body": "微波炉能用吗？"})
    for query in (REVIEWS, QUESTIONS):
        assert storefront.send(query, {"key": "mug"}, **storefront.sign_in())["Cache-Control"] == "no-cache"
    assert storefront.send(VIEWER, {"key": "mug"})["Cache-Control"] == "private, no-store"


def test_refusals_name_the_field_and_change_nothing(storefront):
    assert list_codes(review(storefront, consent=None)) == [("consent", "CONSENT_REQUIRED")]
    assert list_codes(review(storefront, rating=7)) == [("rating", "OUT_OF_RANGE")]
    assert list_codes(review(storefront, product="pot")) == [("product", "NOT_FOUND")]
    assert list_codes(review(storefront, body=" ")) == [("body", "REQUIRED")]
    assert (Review.objects.count(), Member.objects.count()) == (0, 0)
    review(storefront)
    assert list_codes(review(storefront)) == [(None, "ALREADY_REVIEWED")]
    guest = storefront.fail(CREATE, {"input": {"product": "mug", "rating": 5, "body": "x"}})
    assert guest["extensions"]["code"] == "UNAUTHENTICATED"
    Member.objects.update(is_blocked=True)
    blocked = storefront.fail(UPDATE, {"input": {"key": "x"}}, **storefront.sign_in("lin"))
    assert blocked["extensions"]["code"] == "FORBIDDEN"
    assert Review.objects.count() == 1


def test_only_its_author_changes_adds_to_and_deletes_a_review(storefront):
    key = review(storefront)["review"]["key"]
    for mutation, given in (
        (UPDATE, {"key": key, "rating": 1}),
        (FOLLOW_UP, {"review": key, "body": "Mine."}),
        (DELETE, {"key": key}),
    ):
        storefront.ask(read_operation("give_consent"), {"input": {"kind": "COMMUNITY"}}, **storefront.sign_in("chen"))
        assert list_codes(do(storefront, mutation, given, "chen")) == [("review", "NOT_FOUND")]
    assert read(storefront)["reviews"]["nodes"][0]["rating"] == 5
    assert do(storefront, UPDATE, {"key": key, "rating": 4})["review"]["rating"] == 4
    assert do(storefront, FOLLOW_UP, {"review": key, "body": "Still fine."})["followUp"]["state"] == "APPROVED"
    shown = read(storefront)["reviews"]["nodes"][0]
    assert (shown["rating"], [one["html"] for one in shown["followUps"]]) == (4, ["<p>Still fine.</p>"])
    assert do(storefront, DELETE, {"key": key})["key"] == key
    assert read(storefront)["reviewSummary"]["count"] == 0


def test_the_shops_answer_is_shown(storefront):
    review(storefront, rating=2)
    row = Review.objects.get()
    text = "抱歉！<script>1</script>"
    deciding.answer(find_item(row).pk, by=make_moderator(Review), version=None, text=text, at=row.created_at)
    answer = read(storefront)["reviews"]["nodes"][0]["officialAnswer"]
    assert answer["html"] == "<p>抱歉！&lt;script&gt;1&lt;/script&gt;</p>"


def test_orders_filters_and_cursors(storefront):
    for number, (rating, votes) in enumerate([(5, 0), (1, 2), (3, 1), (5, 1)]):
        review(storefront, f"m{number}", rating=rating)
        Review.objects.filter(member__subject=f"m{number}").update(helpful_count=votes, is_verified=rating == 5)

    def walk(**variables: Any) -> list[str]:
        names: list[str] = []
        after = None
        while True:
            page = read(storefront, first=1, after=after, **variables)["reviews"]
            names += [one["author"]["name"] for one in page["nodes"]]
            if not page["pageInfo"]["hasNextPage"]:
                return names
            after = page["pageInfo"]["endCursor"]

    assert walk() == ["M1", "M3", "M2", "M0"]
    assert walk(sort="NEWEST") == ["M3", "M2", "M1", "M0"]
    assert walk(sort="RATING_HIGH") == ["M3", "M0", "M2", "M1"]
    assert walk(sort="RATING_LOW") == ["M1", "M2", "M3", "M0"]
    assert walk(filter={"ratings": [1, 3]}) == ["M1", "M2"]
    assert walk(filter={"isVerified": True}) == ["M3", "M0"]
    assert walk(filter={"hasPictures": True}) == []
    assert walk(filter={"locale": "en"}) == []
    page = read(storefront, first=1)["reviews"]
    assert page["totalCount"] == 4
    bad = storefront.fail(REVIEWS, {"key": "mug", "sort": "NEWEST", "after": page["pageInfo"]["endCursor"]})
    assert bad["extensions"]["code"] == "BAD_CURSOR"
    bad = storefront.fail(REVIEWS, {"key": "mug", "filter": {"ratings": [0]}})
    assert bad["extensions"]["code"] == "BAD_ARGUMENT"


def test_questions_and_answers(storefront):
    asked = do(storefront, ASK, {"product": "mug", "body": "微波炉能用吗？", "consent": CONSENT})["question"]
    key = asked["key"]
    given = {"question": key, "body": "可以。", "consent": CONSENT}
    answered = do(storefront, ANSWER, given, "chen")["answer"]
    question = Question.objects.get()
    deciding.answer(
        find_item(question).pk, by=make_moderator(Question), version=None, text="不建议。", at=question.created_at
    )
    (shown,) = storefront.ask(QUESTIONS, {"key": "mug"})["product"]["questions"]["nodes"]
    assert (shown["answerCount"], shown["hasOfficialAnswer"], shown["author"]["name"]) == (2, True, "林夏")
    assert [(one["isOfficial"], one["html"], one["author"] is None) for one in shown["answers"]["nodes"]] == [
        (True, "<p>不建议。</p>", True),
        (False, "<p>可以。</p>", False),
    ]
    vote = do(storefront, VOTE, {"id": answered["id"]})
    assert (vote["helpfulCount"], vote["isHelpful"]) == (1, True)
    relax(held_first=9)
    waiting = do(storefront, ANSWER, {"question": key, "body": "我也想知道。"}, "lin")["answer"]
    assert waiting["state"] == "PENDING"
    assert storefront.ask(QUESTIONS, {"key": "mug"})["product"]["questions"]["nodes"][0]["answerCount"] == 2
    mine = storefront.ask(VIEWER, {"key": "mug"}, **storefront.sign_in("lin"))["product"]["questions"]["nodes"][0]
    assert ([one["html"] for one in mine["myWaitingAnswers"]], mine["isMine"]) == (["<p>我也想知道。</p>"], True)
    other = storefront.ask(VIEWER, {"key": "mug"}, **storefront.sign_in("chen"))["product"]["questions"]["nodes"][0]
    assert (other["myWaitingAnswers"], other["answers"]["nodes"][1]["isMine"]) == ([], True)
    listed = storefront.ask(read_operation("my_questions"), **storefront.sign_in("lin"))["me"]
    assert [one["html"] for one in listed["answers"]["nodes"]] == ["<p>我也想知道。</p>"]
    hidden = {"question": "nothing", "body": "x", "consent": CONSENT}
    assert list_codes(do(storefront, ANSWER, hidden, "chen")) == [("question", "NOT_FOUND")]
    assert Answer.objects.count() == 3


def test_votes_and_reports(storefront):
    made = review(storefront)["review"]
    assert list_codes(do(storefront, VOTE, {"id": made["id"]})) == [("id", "NOT_ALLOWED")]
    assert do(storefront, VOTE, {"id": made["id"]}, "chen")["helpfulCount"] == 1
    seen = storefront.ask(VIEWER, {"key": "mug"}, **storefront.sign_in("chen"))["product"]["reviews"]["nodes"]
    assert [(one["isHelpful"], one["isMine"]) for one in seen] == [(True, False)]
    assert do(storefront, VOTE, {"id": made["id"], "isHelpful": False}, "chen")["helpfulCount"] == 0
    complaint = {"id": made["id"], "reason": "SPAM", "text": "广告"}
    for _attempt in range(2):
        assert do(storefront, REPORT, complaint, "chen")["isReported"] is True
    assert list_codes(do(storefront, REPORT, complaint)) == [("id", "NOT_FOUND")]
    assert list_codes(do(storefront, REPORT, {"id": made["id"], "reason": "OTHER"}, "wang")) == [("text", "REQUIRED")]
    assert list(Report.objects.values_list("member__subject", "reason", "text")) == [("chen", "spam", "广告")]
    product = encode_id("Product", "mug")
    for mutation, given in ((VOTE, {"id": product}), (REPORT, {"id": product, "reason": "SPAM"})):
        error = storefront.fail(mutation, {"input": given}, **storefront.sign_in("chen"))
        assert error["extensions"]["code"] == "BAD_ID"


def test_nothing_is_shown_of_a_product_that_is_not(storefront):
    made = review(storefront)["review"]
    ProductContent.objects.get().unpublish()
    assert storefront.ask(REVIEWS, {"key": "mug"})["product"] is None
    assert storefront.ask('{ reviews(product: "mug") { totalCount nodes { id } } }')["reviews"] == {
        "totalCount": 0,
        "nodes": [],
    }
    query = "query ($id: ID!) { node(id: $id) { id ... on ProductReview { product { key } } } }"
    assert storefront.ask(query, {"id": made["id"]})["node"] == {"id": made["id"], "product": None}


def test_member_rows_of_the_tests_are_those_of_the_provider(storefront):
    review(storefront)
    assert Member.objects.get().issuer == DEVELOPMENT_ISSUER


EVERYTHING = """
  reviewSummary { count average distribution { count } dimensions { label average } }
  reviewDimensions { label } myReview { key state }
  reviews(first: 5, sort: NEWEST) { totalCount nodes { id title html author { name } images { url }
    scores { label score } followUps { html images { url } } myWaitingFollowUps { html } isHelpful isMine
    officialAnswer { html } product { title brand { name } } options { name } } }
  questions(first: 5) { totalCount nodes { html isHelpful author { name } product { title } myWaitingAnswers { html }
    answers(first: 3) { totalCount nodes { html isHelpful author { name } } } } }
"""
CASES: list[tuple[str, int]] = [
    (REVIEWS, 12),
    (QUESTIONS, 6),
    (VIEWER, 22),
    (read_operation("my_reviews"), 16),
    (read_operation("my_questions"), 8),
    ("query ($first: Int) { products(first: $first) { nodes { title reviewSummary { count average } } } }", 3),
    (f"query ($first: Int) {{ products(first: $first) {{ nodes {{ key {EVERYTHING} }} }} }}", 32),
    ("query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ProductReview { author { name } images { url } } } }", 3),
]


class Shop:
    """Products, each reviewed and asked about by several, and everything reviewed by Lin."""

    def __init__(self, storefront: Any, index: Any) -> None:
        self.storefront, self.index = storefront, index
        ReviewDimension.objects.create(key="quality", name="质量")
        self.keys: list[str] = []

    def grow(self, size: int) -> None:
        for number in range(len(self.keys), size):
            key = f"cup-{number:02}"
            self.keys.append(key)
            factories.make_published(key, title=f"杯子 {number}")
            self._talk(key, "lin")
            self._talk("mug", f"m{number}")
        self.index()

    def _talk(self, product: str, subject: str) -> None:
        scores = [{"key": "quality", "score": 4}]
        made = review(self.storefront, subject, product=product, scores=scores)["review"]
        do(self.storefront, FOLLOW_UP, {"review": made["key"], "body": "Later."}, subject)
        asked = do(self.storefront, ASK, {"product": product, "body": "Does it fit?"}, subject)["question"]
        do(self.storefront, ANSWER, {"question": asked["key"], "body": "It does."}, subject)


def test_the_number_of_queries_does_not_grow(storefront, settings, index):
    settings.VITRINE_GRAPHQL_LIMITS = {"cost": None}
    unlimited = ("CreateReview", "AddFollowUp", "AskQuestion", "AnswerQuestion", "every-token", "every-address")
    settings.VITRINE_RATES = dict.fromkeys(unlimited)
    shop = Shop(storefront, index)
    readers: tuple[dict[str, str], ...] = ({}, storefront.sign_in("lin"))

    def measure(size: int) -> list[int]:
        shop.grow(size)
        return [_count(storefront, query, size, headers) for query, _most in CASES for headers in readers]

    few, many = measure(4), measure(12)
    assert few == many
    allowed = [most for _query, most in CASES for _reader in readers]
    assert [(count, most) for count, most in zip(many, allowed, strict=True) if count > most] == []


def _count(storefront: Any, query: str, size: int, headers: dict[str, str]) -> int:
    ids = [encode_id("ProductReview", key) for key in Review.objects.values_list("key", flat=True)[:size]]
    with CaptureQueriesContext(connection) as queries:
        storefront.ask(query, {"first": size, "key": "mug", "ids": ids}, **headers)
    return len(queries)
