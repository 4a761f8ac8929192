from campaigns.shelving.models.change import ChangeOrigin, ChangeState, ShelfChange, ShelfRun
from campaigns.shelving.models.rule import RuleAction, RuleMode, ShelfRule
from campaigns.shelving.models.settings import ShelvingSettings
from campaigns.shelving.models.stock import StockState, StockThreshold

__all__ = [
    "ChangeOrigin",
    "ChangeState",
    "RuleAction",
    "RuleMode",
    "ShelfChange",
    "ShelfRule",
    "ShelfRun",
    "ShelvingSettings",
    "StockState",
    "StockThreshold",
]
