from cms.catalog.models.brand import Brand, BrandText
from cms.catalog.models.category import Category, CategoryText
from cms.catalog.models.content import ProductContent
from cms.catalog.models.limit import CategoryLimit
from cms.catalog.models.norms import (
    BannedPhrase,
    Law,
    NormSeverity,
    NormVersion,
    ProductEvidence,
    ProductNorm,
    StarterNorm,
)
from cms.catalog.models.offer import Availability, Offer
from cms.catalog.models.picture import ProductPicture
from cms.catalog.models.product import LifeCycleStage, Product, ProductRole, ProductTag
from cms.catalog.models.proposal import FeedProposal
from cms.catalog.models.score import PictureMeasure, ProductScore
from cms.catalog.models.specification import (
    SpecificationDefinition,
    SpecificationText,
    SpecificationType,
)

__all__ = [
    "Availability",
    "BannedPhrase",
    "Brand",
    "BrandText",
    "Category",
    "CategoryLimit",
    "CategoryText",
    "FeedProposal",
    "Law",
    "LifeCycleStage",
    "NormSeverity",
    "NormVersion",
    "Offer",
    "PictureMeasure",
    "Product",
    "ProductContent",
    "ProductEvidence",
    "ProductNorm",
    "ProductPicture",
    "ProductRole",
    "ProductScore",
    "ProductTag",
    "SpecificationDefinition",
    "SpecificationText",
    "SpecificationType",
    "StarterNorm",
]
