from search.merchandising.models.guided import Guided, MatchChoice, Triggered
from search.merchandising.models.judgements import SearchJudgement
from search.merchandising.models.rules import QueryRule, SearchBanner, SearchRedirect
from search.merchandising.models.synonyms import StarterSynonyms, SynonymGroup
from search.merchandising.models.version import GuidanceVersion

__all__ = [
    "GuidanceVersion",
    "Guided",
    "MatchChoice",
    "QueryRule",
    "SearchBanner",
    "SearchJudgement",
    "SearchRedirect",
    "StarterSynonyms",
    "SynonymGroup",
    "Triggered",
]
