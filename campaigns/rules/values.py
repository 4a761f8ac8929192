"""Carts and rules as values; amounts are whole minor units, shares are fractions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from math import inf
from zoneinfo import ZoneInfo

Share = tuple[int, int]
Key = tuple[str, str]
"""What a line has and a target may ask for: ("category", "tea")."""
Range = tuple[int | None, int | None]
"""Both ends included; None is open."""


class Layer(StrEnum):
    """In the order of work: each starts from what the one before has left."""

    ITEM = "item"
    LINE = "line"
    ORDER = "order"
    COUPON = "coupon"
    SHIPPING = "shipping"


LAYERS = tuple(Layer)


class Mode(StrEnum):
    """How the rules of a group go together."""

    BEST = "best"
    FIRST = "first"
    STACK = "stack"


class Kind(StrEnum):
    """What a rule does."""

    PERCENT = "percent"
    AMOUNT = "amount"
    SET_PRICE = "set_price"
    BUNDLE_PRICE = "bundle_price"
    BUY_GET = "buy_get"
    GIFT = "gift"
    ADD_ON_PRICE = "add_on_price"
    SHIPPING = "shipping"
    DEPOSIT = "deposit"
    POINTS = "points"


WITHOUT_MONEY = frozenset({Kind.GIFT, Kind.ADD_ON_PRICE, Kind.POINTS, Kind.DEPOSIT})
USES_UNITS = frozenset({Kind.BUNDLE_PRICE, Kind.BUY_GET})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cart; `floor` is the lowest price of one unit."""

    id: str
    unit_price: int
    quantity: int = 1
    sku: str = ""
    product: str = ""
    categories: frozenset[str] = frozenset()
    brand: str = ""
    tags: frozenset[str] = frozenset()
    floor: int = 0

    def list_keys(self) -> list[Key]:
        """Everything that a target may ask for."""
        keys = [("sku", self.sku), ("product", self.product), ("brand", self.brand)]
        keys += [("category", category) for category in self.categories]
        return keys + [("tag", tag) for tag in self.tags]


@dataclass(frozen=True, slots=True)
class Coupon:
    """A code; `rule` where it was made for one rule."""

    code: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Shopper:
    """Who buys; no `id` is a guest. `used`: how often each rule was used before."""

    id: str = ""
    segments: frozenset[str] = frozenset()
    tier: str = ""
    orders: int | None = None
    used: Mapping[str, int] = field(default_factory=dict)
    coupons: tuple[Coupon, ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """How often a rule has been used so far, and how much of its budget is gone, in minor units."""

    total: int = 0
    budget: int = 0


@dataclass(frozen=True, slots=True)
class Cart:
    """What is to be bought, when and where; `lines` by id. `picks_coupons`: the best of the shopper's are chosen.

    `usage`, by rule, stands for what a rule's own limits say was used: a book is compiled once, and used on.
    """

    at: datetime
    lines: tuple[Line, ...]
    currency: str = "CNY"
    decimals: int = 2
    shopper: Shopper = field(default_factory=Shopper)
    channel: str = ""
    coupons: tuple[Coupon, ...] = ()
    picks_coupons: bool = False
    shipping: int = 0
    timezone: ZoneInfo | None = None
    groups: Mapping[str, Mode] = field(default_factory=dict)
    explains_all: bool = False
    stage: str = ""
    usage: Mapping[str, Usage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """Which lines: every key given has to hold, with any of its values. None is not given."""

    skus: frozenset[str] | None = None
    products: frozenset[str] | None = None
    categories: frozenset[str] | None = None
    brands: frozenset[str] | None = None
    tags: frozenset[str] | None = None
    price_between: Range | None = None
    exclude: Target | None = None

    def list_keys(self) -> list[Key] | None:
        """A line that is meant has one of these; None where nothing of the kind is asked for."""
        for name, values in self._asked():
            if values is not None:
                return [(name, value) for value in values]
        return None

    @property
    def is_simple(self) -> bool:
        """Whether having one of the keys is all that is asked."""
        asked = sum(values is not None for _, values in self._asked())
        return asked == 1 and self.price_between is None and self.exclude is None

    def _asked(self) -> tuple[tuple[str, frozenset[str] | None], ...]:
        return (
            ("sku", self.skus),
            ("product", self.products),
            ("brand", self.brands),
            ("tag", self.tags),
            ("category", self.categories),
        )

    def matches(self, line: Line) -> bool:
        """Whether `line` is meant."""
        if self.skus is not None and line.sku not in self.skus:
            return False
        if self.products is not None and line.product not in self.products:
            return False
        if self.categories is not None and self.categories.isdisjoint(line.categories):
            return False
        if self.brands is not None and line.brand not in self.brands:
            return False
        if self.tags is not None and self.tags.isdisjoint(line.tags):
            return False
        if self.price_between is not None and not is_between(line.unit_price, self.price_between):
            return False
        return self.exclude is None or not self.exclude.matches(line)


EVERYTHING = Target()


def is_between(number: int, ends: Range) -> bool:
    """Both ends included, None open."""
    low, high = ends
    return (low is None or number >= low) and (high is None or number <= high)


@dataclass(frozen=True, slots=True)
class All:
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    condition: Condition


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`measure` is amount, quantity, line_quantity or distinct."""

    measure: str
    number: int
    target: Target = EVERYTHING
    is_original: bool = False


@dataclass(frozen=True, slots=True)
class OneOf:
    """`what` is segment, tier, channel, coupon or weekday."""

    what: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class FirstOrder:
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class OrderCount:
    ends: Range


@dataclass(frozen=True, slots=True)
class TimeBetween:
    """Half open; past midnight where it ends before it starts."""

    starts: time
    ends: time


Condition = All | Any | Not | AtLeast | OneOf | FirstOrder | OrderCount | TimeBetween


@dataclass(frozen=True, slots=True)
class Tier:
    """`threshold` in minor units or pieces; `value` in minor units, or `share` of a percentage."""

    threshold: int
    value: int = 0
    share: Share = (0, 1)


@dataclass(frozen=True, slots=True)
class Every:
    amount: int
    max_times: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """So many units of a target: what is bought, what is got, a component of a bundle."""

    quantity: int = 1
    target: Target = EVERYTHING


@dataclass(frozen=True, slots=True)
class Action:
    """What is done; which fields count depends on `kind`. `tiers` by threshold."""

    kind: Kind
    value: int = 0
    share: Share = (0, 1)
    allocation: str = "across"
    target: Target = EVERYTHING
    select: str = "cheapest"
    max_quantity: int | None = None
    tiers: tuple[Tier, ...] = ()
    tiers_by: str = ""
    every: Every | None = None
    cap: int | None = None
    parts: tuple[Part, ...] = ()
    """Of a bundle."""
    buy: Part = Part()
    get: Part = Part()
    repeats: bool = True
    max_times: int | None = None
    sku: str = ""
    quantity: int = 1
    sets_price: bool = False
    deposit: int = 0
    worth: int = 0
    balance_from: datetime | None = None
    balance_until: datetime | None = None
    multiplier: str = "1"
    counted: tuple[Target, ...] = field(init=False, repr=False, compare=False)
    """Where the units lie that it counts, once where that is one target."""
    needed: int = field(init=False, repr=False, compare=False)
    """The units of one round."""

    def __post_init__(self) -> None:
        parts = self.parts or (self.buy, self.get)
        targets = tuple(part.target for part in parts)
        is_one = all(target is targets[0] for target in targets)
        object.__setattr__(self, "counted", targets[:1] if is_one else targets)
        got = self.get.quantity if self.max_quantity is None else min(self.get.quantity, self.max_quantity)
        needed = sum(part.quantity for part in parts) if self.parts else self.buy.quantity + got
        object.__setattr__(self, "needed", needed)


@dataclass(frozen=True, slots=True)
class Limits:
    """How often and for how much; None is without limit."""

    total: int | None = None
    total_used: int = 0
    per_shopper: int | None = None
    budget: int | None = None
    budget_used: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One promotion. `coupon` is a code, True for codes made per shopper, or None.

    What every cart asks of every rule is worked out once, when the rule is read.
    """

    id: str
    action: Action
    name: str = ""
    layer: Layer = Layer.ORDER
    group: str = "default"
    priority: int = 0
    is_exclusive: bool = False
    is_original: bool = False
    stacks_with_coupons: bool = True
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    channels: frozenset[str] | None = None
    coupon: str | bool | None = None
    condition: Condition | None = None
    limits: Limits = Limits()
    clips_budget: bool = False
    funding: Mapping[str, int] = field(default_factory=dict)

    rank: tuple[int, str] = field(init=False, repr=False, compare=False)
    """The order of rules: higher priority first, then by id."""
    moves_money: bool = field(init=False, repr=False, compare=False)
    opens: float = field(init=False, repr=False, compare=False)
    closes: float = field(init=False, repr=False, compare=False)
    """`starts_at` and `ends_at` as `count_microseconds` has them, endless where they are not given."""
    has_terms: bool = field(init=False, repr=False, compare=False)
    """Whether anything but its window can keep it out of every cart."""

    def __post_init__(self) -> None:
        terms = (self.channels, self.coupon, self.condition, self.limits.total, self.limits.per_shopper)
        known = {
            "rank": (-self.priority, self.id),
            "moves_money": self.action.kind not in WITHOUT_MONEY,
            "opens": count_microseconds(self.starts_at) if self.starts_at else -inf,
            "closes": count_microseconds(self.ends_at) if self.ends_at else inf,
            "has_terms": any(term is not None for term in terms),
        }
        for name, value in known.items():
            object.__setattr__(self, name, value)


def count_microseconds(moment: datetime) -> int:
    """Since 1970: whole numbers compare faster than moments in different zones."""
    return (moment - _EPOCH) // _MICROSECOND
