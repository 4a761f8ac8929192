from tests.integration.storefront.conftest import Shop, Storefront, index, make_shop, storefront

__all__ = ["Shop", "Storefront", "index", "make_shop", "storefront"]
