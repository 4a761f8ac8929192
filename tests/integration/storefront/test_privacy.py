"""A member's own data by the API: given out, erased, and the token of before is worth nothing then."""

from __future__ import annotations

import json

import pytest

from cms.community.models import Post
from cms.members.models import Erasure, Member
from tests import shoppers

pytestmark = pytest.mark.django_db

EXPORT = "mutation { exportMyData { json userErrors { code } } }"
ERASE = """mutation ($texts: TextFate!, $confirm: String!) {
  eraseMe(input: {texts: $texts, confirm: $confirm}) { erasedAt userErrors { field code } }
}"""
RENAME = 'mutation { updateProfile(input: {name: "again"}) { userErrors { code } } }'


def test_a_member_takes_everything_along(storefront):
    lin = storefront.sign_in("lin")
    assert storefront.ask(EXPORT, **lin)["exportMyData"]["json"] == "{}"
    assert Member.objects.count() == 0
    shoppers.make_post(shoppers.make_member("lin", name="林夏"), title="明前")
    answer = storefront.send(EXPORT, **lin)
    assert answer["Cache-Control"] == "private, no-store"
    data = json.loads(answer.json()["data"]["exportMyData"]["json"])
    assert (data["member"]["name"], data["posts"][0]["title"]) == ("林夏", "明前")
    others = json.loads(storefront.ask(EXPORT, **storefront.sign_in("chen"))["exportMyData"]["json"])
    assert others == {}


def test_a_member_goes_for_good(storefront):
    shoppers.make_post(shoppers.make_member("lin", name="林夏"))
    lin = storefront.sign_in("lin")
    wrong = storefront.ask(ERASE, {"texts": "DELETE", "confirm": "林"}, **lin)["eraseMe"]
    assert wrong == {"erasedAt": None, "userErrors": [{"field": "confirm", "code": "NOT_CONFIRMED"}]}
    assert (Post.objects.count(), Member.objects.filter(subject="lin").count()) == (1, 1)
    done = storefront.ask(ERASE, {"texts": "DELETE", "confirm": "林夏"}, **lin)["eraseMe"]
    assert (done["userErrors"], done["erasedAt"] is not None) == ([], True)
    assert (Post.objects.count(), Member.objects.filter(subject="lin").count(), Erasure.objects.count()) == (0, 0, 1)
    error = storefront.fail(RENAME, **lin)
    assert error["extensions"]["code"] == "UNAUTHENTICATED"
    assert Member.objects.filter(subject="lin").count() == 0


def test_guests_have_no_data(storefront):
    assert storefront.fail(EXPORT)["extensions"]["code"] == "UNAUTHENTICATED"
