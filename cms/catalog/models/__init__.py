from cms.catalog.models.brand import Brand, BrandText
from cms.catalog.models.category import Category, CategoryText
from cms.catalog.models.content import ProductContent
from cms.catalog.models.offer import Availability, Offer
from cms.catalog.models.picture import ProductPicture
from cms.catalog.models.product import LifeCycleStage, Product, ProductTag
from cms.catalog.models.proposal import FeedProposal
from cms.catalog.models.specification import (
    SpecificationDefinition,
    SpecificationText,
    SpecificationType,
)

__all__ = [
    "Availability",
    "Brand",
    "BrandText",
    "Category",
    "CategoryText",
    "FeedProposal",
    "LifeCycleStage",
    "Offer",
    "Product",
    "ProductContent",
    "ProductPicture",
    "ProductTag",
    "SpecificationDefinition",
    "SpecificationText",
    "SpecificationType",
]
