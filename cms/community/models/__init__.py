from cms.community.models.contribution import Contribution, ContributionState

__all__ = ["Contribution", "ContributionState"]
