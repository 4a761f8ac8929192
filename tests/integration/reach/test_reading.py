"""How far somebody reaches, from the areas of their own and of their groups."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from wagtail.permissions import policy_registry

from cms.catalog.models import Category, CategoryLimit, Product, ProductContent, ProductNorm
from cms.catalog.reach.deciding import EVERYTHING
from cms.catalog.reach.selectors import filter_reached, find_reach, may_reach, name_responsible
from tests import factories
from tests.integration.admin.conftest import make_user
from tests.integration.reach.people import RIGHTS, Shop, limit, read_again

pytestmark = pytest.mark.django_db


def list_reached(user: Any) -> list[str]:
    rows = filter_reached(Product.objects.order_by("key"), find_reach(user))
    keys = list(rows.values_list("key", flat=True))
    one_by_one = [product.key for product in Product.objects.order_by("key") if may_reach(user, product)]
    assert one_by_one == keys
    return keys


def test_whoever_has_no_area_reaches_everything() -> None:
    Shop()
    assert find_reach(AnonymousUser()) == EVERYTHING
    assert list_reached(make_user(*RIGHTS)) == ["mine", "other"]
    boss = make_user(is_superuser=True)
    limit(boss, factories.make_category())
    assert list_reached(boss) == ["mine", "other"]


def test_an_area_reaches_all_that_is_below_it() -> None:
    shop = Shop()
    assert list_reached(shop.user) == ["mine"]
    factories.make_product("straight", category=shop.digital)
    factories.make_product("nowhere")
    assert list_reached(shop.user) == ["mine", "straight"]


def test_areas_add_up_and_a_brand_narrows_them() -> None:
    shop, brand = Shop(), factories.make_brand("sony")
    limit(shop.user, shop.food, brand)
    assert list_reached(read_again(shop.user)) == ["mine"]
    Product.objects.filter(key="other").update(brand=brand)
    assert list_reached(read_again(shop.user)) == ["mine", "other"]
    everywhere = make_user(*RIGHTS)
    limit(everywhere, None, brand)
    factories.make_product("loose", brand=brand)
    assert list_reached(everywhere) == ["loose", "other"]


def test_own_areas_replace_those_of_groups() -> None:
    shop = Shop()
    group = Group.objects.create(name="食品组")
    limit(group, shop.food)
    shop.user.groups.add(group)
    assert list_reached(read_again(shop.user)) == ["mine"]
    member = make_user(*RIGHTS)
    member.groups.add(group)
    assert list_reached(member) == ["other"]
    assert name_responsible(shop.other) == ["食品组"]
    assert name_responsible(shop.mine) == [shop.user.username]


def test_a_moved_category_takes_its_areas_along() -> None:
    shop = Shop()
    food, digital = (Category.objects.get(pk=one.pk) for one in (shop.food, shop.digital))
    food.move(digital, "last-child")
    assert list_reached(read_again(shop.user)) == ["mine", "other"]


def test_rights_on_rows_follow() -> None:
    shop, stranger = Shop(), make_user("catalog.view_product")
    contents, products = policy_registry.get_by_type(ProductContent), policy_registry.get_by_type(Product)
    assert contents.user_has_permission_for_instance(shop.user, "publish", shop.mine)
    assert not contents.user_has_permission_for_instance(shop.user, "publish", shop.other)
    assert contents.user_has_permission_for_instance(shop.user, "view", shop.other)
    assert list(contents.instances_user_has_permission_for(shop.user, "change")) == [shop.mine]
    assert contents.instances_user_has_any_permission_for(shop.user, ["view"]).count() == 2
    assert not products.user_has_permission_for_instance(stranger, "change", shop.mine.product)
    assert shop.user not in products.users_with_permission_for_instance("change", shop.other.product)
    assert shop.user in products.users_with_permission_for_instance("change", shop.mine.product)
    norms = policy_registry.get_by_type(ProductNorm)
    assert norms.user_has_permission_for_instance(shop.user, "change", ProductNorm(category=shop.phones))
    assert not norms.user_has_permission_for_instance(shop.user, "change", ProductNorm())


def test_who_sees_only_theirs_sees_nothing_else() -> None:
    shop = Shop(hides_rest=True)
    policy = policy_registry.get_by_type(ProductContent)
    assert not policy.user_has_permission_for_instance(shop.user, "view", shop.other)
    assert list(policy.instances_user_has_any_permission_for(shop.user, ["view", "change"])) == [shop.mine]
    limit(shop.user, factories.make_category())
    assert policy.user_has_permission_for_instance(read_again(shop.user), "view", shop.other)


def test_reach_is_one_query_however_many_areas(django_assert_num_queries: Any) -> None:
    shop = Shop()
    for number in range(40):
        limit(shop.user, factories.make_category(parent=shop.food if number % 2 else None))
    user = read_again(shop.user)
    contents = list(ProductContent.objects.select_related("product__category"))
    with django_assert_num_queries(1):
        assert [content.slug for content in contents if may_reach(user, content)] == ["mine"]
    with django_assert_num_queries(1):
        assert filter_reached(Product.objects.all(), find_reach(user)).count() == 1
    with django_assert_num_queries(1):
        name_responsible(contents[0])


@pytest.mark.parametrize("wrong", ["nobody", "both", "nowhere", "twice"])
def test_an_area_belongs_to_one_and_is_somewhere(wrong: str) -> None:
    user, group, category = make_user(), Group.objects.create(name="组"), factories.make_category()
    values: dict[str, Any] = {
        "nobody": {"category": category},
        "both": {"user": user, "group": group, "category": category},
        "nowhere": {"user": user},
        "twice": {"user": user, "category": category},
    }[wrong]
    if wrong == "twice":
        CategoryLimit.objects.create(**values)
    with pytest.raises(ValidationError):
        CategoryLimit(**values).full_clean()
    with pytest.raises(IntegrityError):
        CategoryLimit.objects.create(**values)
