from campaigns.landing.models.codes import CodeGroup, GroupCode
from campaigns.landing.models.index import LandingIndexPage
from campaigns.landing.models.page import LandingPage
from campaigns.landing.models.template import LandingTemplate

__all__ = ["CodeGroup", "GroupCode", "LandingIndexPage", "LandingPage", "LandingTemplate"]
