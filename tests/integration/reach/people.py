"""People with every right on products, limited to a part of them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from cms.catalog.models import Brand, Category, CategoryLimit
from tests import factories
from tests.integration.admin.conftest import make_user

MODELS = ("product", "productcontent", "offer", "category", "specificationdefinition", "productnorm", "productevidence")
RIGHTS = [f"catalog.{action}_{model}" for model in MODELS for action in ("add", "change", "delete", "view")]
RIGHTS += [f"catalog.{action}_productcontent" for action in ("publish", "lock", "unlock")]
RIGHTS += ["catalog.view_productscore", "simple_translation.submit_translation"]


def limit(owner: Any, category: Category | None = None, brand: Brand | None = None, **fields: Any) -> CategoryLimit:
    whose = {"user": owner} if isinstance(owner, User) else {"group": owner}
    return CategoryLimit.objects.create(**whose, category=category, brand=brand, **fields)


def read_again(user: User) -> User:
    """The user as another request would load them: how far somebody reaches is kept for one."""
    return User.objects.get(pk=user.pk)


class Shop:
    """Two halves of a shop, and somebody who is responsible for the first."""

    def __init__(self, **fields: Any) -> None:
        self.digital = factories.make_category("digital", name="数码")
        self.phones = factories.make_category("phones", name="手机", parent=self.digital)
        self.food = factories.make_category("food", name="食品")
        self.mine = factories.make_published("mine", product=factories.make_product("mine", category=self.phones))
        self.other = factories.make_published("other", product=factories.make_product("other", category=self.food))
        self.user = make_user(*RIGHTS)
        limit(self.user, self.digital, **fields)
