"""What has moved can still be reached, by one redirect and never in a circle."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from cms.delivery.addresses import make_address, read_address
from cms.delivery.moves import Move, find_redirect, record_moves
from tests.factories import make_published, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("watcher")]


def list_redirects() -> dict[str, str]:
    return {one.old_path: one.redirect_link for one in Redirect.objects.all()}


def test_a_new_slug_leaves_a_redirect() -> None:
    content = make_published("tea", title="Tea")
    assert list_redirects() == {}
    publish(content, slug="green-tea")
    assert list_redirects() == {"/zh-hans/products/tea": "/zh-hans/products/green-tea"}
    assert find_redirect("/products/tea", "zh-hans") == ("/zh-hans/products/green-tea", True)
    assert find_redirect("/products/tea", "en") is None
    assert find_redirect("/products/green-tea", "zh-hans") is None


def test_a_chain_of_moves_is_one_step_long() -> None:
    content = make_published("tea", title="Tea")
    content = publish(content, slug="green-tea")
    publish(content, slug="longjing")
    assert list_redirects() == {
        "/zh-hans/products/tea": "/zh-hans/products/longjing",
        "/zh-hans/products/green-tea": "/zh-hans/products/longjing",
    }


def test_back_and_forth_never_goes_in_a_circle() -> None:
    content = make_published("tea", title="Tea")
    content = publish(content, slug="green-tea")
    publish(content, slug="tea")
    assert list_redirects() == {"/zh-hans/products/green-tea": "/zh-hans/products/tea"}


def test_a_planned_move_is_recorded_and_what_is_live_goes_first() -> None:
    content = make_published("tea", title="Tea")
    publish(content, slug="green-tea", go_live_at=timezone.now() + timedelta(hours=1))
    assert list_redirects() == {"/zh-hans/products/tea": "/zh-hans/products/green-tea"}


def test_what_an_editor_wrote_is_kept() -> None:
    Redirect.objects.create(old_path="/tea", redirect_link="/products/tea", is_permanent=False)
    record_moves([Move("en", "/products/tea", "/products/longjing")])
    assert find_redirect("/tea", "en") == ("/products/tea", False)
    assert find_redirect("/tea/", "zh-hans") == ("/products/tea", False)


def test_an_address_too_long_for_a_redirect_is_said(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "cms.delivery.moves"):
        record_moves([Move("en", "/products/tea", "/products/" + "long" * 80), Move("en", "/a", "/b")])
    assert list_redirects() == {"/en/a": "/en/b"}
    assert "at most 255 characters" in caplog.text


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/zh-hans/products/tea", ("zh-hans", "/products/tea")),
        ("/en/", ("en", "/")),
        ("/en", ("en", "/")),
        ("en/articles/茶/", ("en", "/articles/茶")),
        ("/products/tea?x=1#y", (None, "/products/tea")),
        ("/", (None, "/")),
        ("", (None, "/")),
        ("/fr/products", (None, "/fr/products")),
    ],
)
def test_an_address_is_a_locale_and_a_path(address: str, expected: tuple[str | None, str]) -> None:
    assert read_address(address) == expected


def test_an_address_is_made_of_a_path() -> None:
    assert make_address("/", "en") == "/en/"
    assert make_address("/products/tea", "zh-hans") == "/zh-hans/products/tea"
