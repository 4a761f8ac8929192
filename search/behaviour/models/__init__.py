from search.behaviour.models.event import Event, SearchRecord
from search.behaviour.models.interest import MemberInterest
from search.behaviour.models.learnt import Learning, PlacementCount, ProductPair, ProductPopularity, QueryAppeal
from search.behaviour.models.settings import BehaviourSettings, RecommendationExclusion
from search.behaviour.models.tallies import ProductDay, QueryDay

__all__ = [
    "BehaviourSettings",
    "Event",
    "Learning",
    "MemberInterest",
    "PlacementCount",
    "ProductDay",
    "ProductPair",
    "ProductPopularity",
    "QueryAppeal",
    "QueryDay",
    "RecommendationExclusion",
    "SearchRecord",
]
