from campaigns.landing.models.codes import CodeGroup, GroupCode
from campaigns.landing.models.index import LandingIndexPage
from campaigns.landing.models.page import LandingPage

__all__ = ["CodeGroup", "GroupCode", "LandingIndexPage", "LandingPage"]
