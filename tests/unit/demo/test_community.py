"""What the demo's members write could have been written: by whom, about what, in which order, and how long."""

from __future__ import annotations

from collections import Counter

from cms.catalog.demo.reading import read_parents, read_products
from cms.community.demo.reading import LOCALES, read_members, read_reviews, read_table
from cms.community.demo.timeline import list_happenings
from tests.unit.demo.test_articles import PRODUCTS, SCENES

SKUS = {offer["sku"]: product.key for product in read_products() for offer in product.offers}
POSTS = read_table("posts.toml")["post"]
REPLIES = read_table("replies.toml")["post"]
QUESTIONS = read_table("questions.toml")["question"]


def test_there_is_as_much_as_a_shop_of_some_months_has() -> None:
    assert len(read_members()) == 27
    assert len([post for post in POSTS if post.get("state", "approved") == "approved"]) >= 60
    assert sum(len(post["replies"]) for post in REPLIES) >= 40
    assert len(read_reviews()) >= 150
    assert len(QUESTIONS) >= 40
    stars = Counter(review["stars"] for _product, review in read_reviews())
    assert set(stars) == {1, 2, 3, 4, 5}
    assert {row.get("state", "approved") for row in POSTS} == {"approved", "pending", "rejected"}


def test_everybody_and_everything_named_is_known() -> None:
    boards = {board["slug"] for board in read_table("boards.toml")["board"]}
    for post in POSTS:
        assert post["by"] in read_members()
        assert post["board"] in boards
        assert set(post.get("products", ())) <= PRODUCTS
        assert post.get("scene") in {None, *SCENES}
    for product, review in read_reviews():
        assert product in PRODUCTS
        assert review["by"] in read_members()
        assert "sku" not in review or SKUS[review["sku"]] == product
    for question in QUESTIONS:
        assert question["product"] in PRODUCTS
        assert all(one.get("official") or one["by"] in read_members() for one in question.get("answers", ()))
    titles = {post["title"] for post in POSTS}
    assert {group["title"] for group in REPLIES} <= titles


def test_nobody_reviews_twice_and_no_text_comes_again() -> None:
    pairs = [(product, review["by"]) for product, review in read_reviews()]
    assert len(pairs) == len(set(pairs))
    texts = [review["text"] for _product, review in read_reviews()] + [post["text"] for post in POSTS]
    assert len(texts) == len(set(texts))
    assert len({post["title"] for post in POSTS}) == len(POSTS)


def test_everything_fits_where_it_is_written() -> None:
    assert all(len(post["title"]) <= 100 for post in POSTS)
    assert all(len(review.get("title", "")) <= 80 for _product, review in read_reviews())
    assert all(len(question["text"]) <= 500 for question in QUESTIONS)
    for table, name in (("boards.toml", "board"), ("dimensions.toml", "dimension")):
        assert all(row[short] for row in read_table(table)[name] for short in LOCALES.values())
    for dimension in read_table("dimensions.toml")["dimension"]:
        assert dimension.get("category") in {None, *read_parents()}


def test_it_happens_in_order_within_three_months() -> None:
    happenings = list_happenings()
    hours = {one.name: one.hours for one in happenings}
    assert len(hours) == len(happenings)
    assert max(hours.values()) <= 90 * 24
    assert min(hours.values()) > 0
    for one in happenings:
        for before in (one.about, one.answers):
            assert not before or hours[before] > one.hours, one
    joined = {key: member["joined"] * 24 for key, member in read_members().items()}
    assert [one.name for one in happenings if "by" in one.row and one.hours >= joined[one.row["by"]]] == []
