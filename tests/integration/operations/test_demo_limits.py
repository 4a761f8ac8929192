"""The demo shop's people who look after a part of it: made once, and limited to that part."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from cms.catalog.models import Product
from cms.catalog.reach.selectors import filter_reached, find_reach
from cms.community.responsibility.boards import find_boards
from cms.operations.demo_limits import load_keepers
from cms.operations.roles.granting import ensure_roles, find_group
from tests import factories, shoppers

pytestmark = pytest.mark.django_db


def test_they_are_made_once_with_what_is_theirs() -> None:
    ensure_roles()
    assert load_keepers(at=timezone.now()) == 0
    digital, tea = factories.make_category("digital"), factories.make_category("tea")
    shoppers.make_board("tea")
    factories.make_product("ear", category=digital)
    factories.make_product("longjing", category=tea)
    users = get_user_model().objects
    chen = users.create_user("chen.xiaoman", password="secret")
    assert load_keepers(at=timezone.now()) == 4
    assert load_keepers(at=timezone.now()) == 0
    names = ("qian.shuma", "tang.cha", "feng.ban", "luo.kefu")
    merchandiser, planner, moderator, service = (users.get(username=one) for one in names)
    assert merchandiser.password == chen.password
    assert not service.has_usable_password()
    assert list(merchandiser.groups.all()) == [find_group("merchandising")]
    for person, keys in ((merchandiser, ["ear"]), (planner, ["longjing"]), (service, ["longjing"])):
        rows = filter_reached(Product.objects.all(), find_reach(person))
        assert list(rows.values_list("key", flat=True)) == keys
    assert find_boards(moderator) == {"tea"}
    assert not find_reach(moderator).is_limited
