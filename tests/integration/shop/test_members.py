"""Signing in, writing, reviewing, asking, keeping and leaving: by plain forms, with every refusal beside its field."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.community.models import Board, BoardText, Post, Question, Review
from cms.delivery import worker
from cms.members.models import Member
from shop.sessions import COOKIE
from tests import community, factories
from tests.integration.shop.conftest import find_all
from tests.pictures import make_jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def development(settings: Any, db: None) -> None:
    settings.VITRINE_IS_DEVELOPMENT = True
    community.relax()


@pytest.fixture
def member() -> Client:
    """Lin, who has signed in and agreed to be read."""
    client = Client(headers={"accept": "text/html"})
    client.post("/en/me/sign-in", {"member": "lin"})
    page = client.get("/en/me").content.decode()
    (version,) = find_all(r'name="kind" value="COMMUNITY"><input type="hidden" name="version" value="([^"]+)"', page)
    client.post("/en/me/consents", {"kind": "COMMUNITY", "version": version, "give": "1"})
    return client


@pytest.fixture
def board() -> Board:
    board = Board.objects.create(slug="talk")
    BoardText.objects.create(board=board, locale=factories.find_locale("en"), name="Talk")
    board.save()
    return board


def read(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_a_guest_is_asked_to_sign_in_and_comes_back() -> None:
    client = Client(headers={"accept": "text/html"})
    response = client.get("/en/community/write?board=talk")
    assert (response.status_code, response["Location"]) == (
        303,
        "/en/me/sign-in?next=%2Fen%2Fcommunity%2Fwrite%3Fboard%3Dtalk",
    )
    page = read(client, response["Location"])
    assert 'name="next" value="/en/community/write?board=talk"' in page
    response = client.post("/en/me/sign-in", {"member": "lin", "next": "/en/community/write?board=talk"})
    assert (response.status_code, response["Location"]) == (303, "/en/community/write?board=talk")
    cookie = response.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.parametrize("target", ["https://evil.example/en/", "//evil.example", "/admin/", "/en/../admin", "x"])
def test_signing_in_leads_nowhere_else(target: str) -> None:
    response = Client().post("/en/me/sign-in", {"member": "lin", "next": target})
    assert response["Location"].startswith("/en/")
    assert "admin" not in response["Location"].replace("/en/../admin", "admin")[:3]


def test_without_development_nobody_is_let_in(settings: Any) -> None:
    settings.VITRINE_IS_DEVELOPMENT = False
    response = Client().post("/en/me/sign-in", {"member": "lin"})
    assert response.status_code == 400
    assert COOKIE not in response.cookies


def test_a_token_that_does_not_hold_is_forgotten(make_shop: Any) -> None:
    make_shop(1)
    client = Client(headers={"accept": "text/html"})
    client.cookies[COOKIE] = "nonsense"
    response = client.get("/en/products/mug-000")
    assert response.status_code == 200
    assert response.cookies[COOKIE].value == ""
    assert response["Cache-Control"] == "private, no-store"


def test_pages_of_a_member_are_kept_by_nobody(member: Client, make_shop: Any) -> None:
    make_shop(1)
    assert member.get("/en/products/mug-000")["Cache-Control"] == "private, no-store"


def test_a_form_of_another_site_does_nothing(board: Board) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/en/me/sign-in", {"member": "lin"}).status_code == 403
    assert COOKIE not in client.cookies


def test_a_post_with_a_picture(member: Client, board: Board) -> None:
    picture = SimpleUploadedFile("tea.jpg", make_jpeg(640, 480), content_type="image/jpeg")
    given = {"board": "talk", "title": "First flush", "body": "Lovely.\n\nReally.", "new_pictures": [picture]}
    response = member.post("/en/community/write", given)
    assert response.status_code == 303
    post = Post.objects.get()
    assert response["Location"] == f"/en/community/posts/{post.key}?said=posted"
    # The picture is made ready by the worker.
    worker.drain()
    page = read(member, response["Location"])
    assert "<h1>First flush</h1>" in page
    assert "Your post is there for everybody to read." in page
    assert len(find_all(r"data-zoom", page)) == 1
    assert "First flush" in read(Client(headers={"accept": "text/html"}), "/en/community")


def test_what_a_moderator_has_to_see_is_its_authors_alone(member: Client, board: Board) -> None:
    community.relax(premoderated_kinds=["post"])
    response = member.post("/en/community/write", {"board": "talk", "title": "Wait", "body": "For it."})
    assert response["Location"].endswith("?said=waiting")
    address = response["Location"].partition("?")[0]
    assert "waiting to be looked at" in read(member, address)
    read(Client(headers={"accept": "text/html"}), address, 404)
    assert "Wait" not in read(Client(headers={"accept": "text/html"}), "/en/community")


def test_a_refusal_stands_beside_its_field_and_nothing_is_lost(member: Client, board: Board) -> None:
    response = member.post("/en/community/write", {"board": "talk", "title": "", "body": "<script>alert(1)</script>"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="problem-title"' in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;</textarea>" in page
    assert Post.objects.count() == 0


def test_a_picture_that_is_none_is_refused(member: Client, board: Board) -> None:
    file = SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>", content_type="image/jpeg")
    given = {"board": "talk", "title": "Tea", "body": "Good.", "new_pictures": [file]}
    page = member.post("/en/community/write", given).content.decode()
    assert 'id="problem-pictures"' in page
    assert 'name="title" maxlength="60" value="Tea"' in page
    assert Post.objects.count() == 0


def test_a_post_is_changed_and_deleted_by_its_author_alone(member: Client, board: Board) -> None:
    member.post("/en/community/write", {"board": "talk", "title": "Tea", "body": "Good."})
    post = Post.objects.get()
    address = f"/en/community/posts/{post.key}"
    other = Client(headers={"accept": "text/html"})
    other.post("/en/me/sign-in", {"member": "chen"})
    assert other.get(f"{address}/edit").status_code == 404
    other.post(f"{address}/delete")
    member.post(f"{address}/edit", {"board": "talk", "title": "Better tea", "body": "Very good."})
    post.refresh_from_db()
    assert (post.title, post.state) == ("Better tea", "approved")
    member.post(f"{address}/delete")
    assert member.get(address).status_code == 404


def test_replies_and_likes(member: Client, board: Board) -> None:
    member.post("/en/community/write", {"board": "talk", "title": "Tea", "body": "Good."})
    address = f"/en/community/posts/{Post.objects.get().key}"
    response = member.post(f"{address}/reply", {"body": "Indeed."})
    assert "?said=replied#reply-" in response["Location"]
    key = address.rpartition("/")[2]
    response = member.post("/en/me/react", {"what": "like-post", "key": key, "next": address})
    assert response["Location"] == address
    page = read(member, address)
    assert "Indeed." in page
    assert find_all(r'value="(unlike-post|like-post)"', page) == ["unlike-post"]
    refused = member.post(f"{address}/reply", {"body": ""})
    assert refused.status_code == 422
    assert 'id="problem-body"' in refused.content.decode()
    assert member.post("/en/me/react", {"what": "erase", "key": key}).status_code == 404


def test_a_review_with_stars(member: Client, make_shop: Any) -> None:
    make_shop(1)
    refused = member.post("/en/products/mug-000/review", {"body": "Nice."})
    assert refused.status_code == 422
    assert "Choose how many stars it gets" in refused.content.decode()
    response = member.post("/en/products/mug-000/review", {"rating": "4", "title": "Solid", "body": "Nice."})
    assert response["Location"] == "/en/products/mug-000/reviews?said=reviewed"
    assert Review.objects.get().rating == 4
    guest = Client(headers={"accept": "text/html"})
    for address in ("/en/products/mug-000", "/en/products/mug-000/reviews"):
        page = read(guest, address)
        assert "Solid" in page
        assert 'aria-label="4 of 5 stars"' in page
    member.post("/en/products/mug-000/review", {"rating": "2", "title": "Cracked", "body": "After a week."})
    assert Review.objects.get().rating == 2
    key = Review.objects.get().key
    member.post("/en/products/mug-000/review/delete", {"key": key})
    assert "Cracked" not in read(guest, "/en/products/mug-000/reviews")


def test_a_question_and_an_answer(member: Client, make_shop: Any) -> None:
    make_shop(1)
    response = member.post("/en/products/mug-000/questions/ask", {"product": "mug-000", "body": "Is it safe in ovens?"})
    assert response["Location"] == "/en/products/mug-000/questions?said=asked"
    key = Question.objects.get().key
    member.post("/en/products/mug-000/questions/answer", {"question": key, "body": "Up to 200 degrees."})
    page = read(Client(headers={"accept": "text/html"}), "/en/products/mug-000")
    assert "Is it safe in ovens?" in page
    assert "Up to 200 degrees." in page


def test_what_is_kept_stands_on_the_members_own_page(member: Client, make_shop: Any) -> None:
    make_shop(1)
    member.post("/en/me/react", {"what": "keep-product", "key": "mug-000", "next": "/en/products/mug-000"})
    assert "马克杯 000" in read(member, "/en/me")
    assert 'value="drop-product"' in read(member, "/en/products/mug-000")
    member.post("/en/me/react", {"what": "drop-product", "key": "mug-000", "next": "/en/me"})
    assert "马克杯 000" not in read(member, "/en/me")


def test_a_member_takes_their_data_and_leaves(member: Client, board: Board) -> None:
    member.post("/en/community/write", {"board": "talk", "title": "Tea", "body": "Good."})
    response = member.post("/en/me/export")
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert "Tea" in json.dumps(json.loads(response.content))
    refused = member.post("/en/me/erase", {"texts": "DELETE", "confirm": "somebody"})
    assert refused.status_code == 422
    assert 'id="problem-erase"' in refused.content.decode()
    name = Member.objects.get(subject="lin").name
    response = member.post("/en/me/erase", {"texts": "DELETE", "confirm": name})
    assert response["Location"] == "/en/?said=erased"
    assert response.cookies[COOKIE].value == ""
    assert not Member.objects.filter(subject="lin").exists()


def test_a_report_reaches_the_service(member: Client, board: Board) -> None:
    from cms.community.models import Report

    member.post("/en/community/write", {"board": "talk", "title": "Tea", "body": "Good."})
    address = f"/en/community/posts/{Post.objects.get().key}"
    other = Client(headers={"accept": "text/html"})
    other.post("/en/me/sign-in", {"member": "chen"})
    (node_id,) = find_all(r'action="/en/me/report".*?name="id" value="([^"]+)"', read(other, address))[:1]
    response = other.post("/en/me/report", {"id": node_id, "reason": "SPAM", "next": address})
    assert response["Location"] == f"{address}?said=reported"
    assert Report.objects.count() == 1
