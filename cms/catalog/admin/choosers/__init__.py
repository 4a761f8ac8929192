"""Modal choosers for brands, categories and products, for forms and StreamField blocks alike."""

from cms.catalog.admin.choosers.brand import brand_chooser
from cms.catalog.admin.choosers.category import category_chooser
from cms.catalog.admin.choosers.product import product_chooser

__all__ = ["brand_chooser", "category_chooser", "product_chooser"]
