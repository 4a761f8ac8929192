"""What a rule does, in words."""

from __future__ import annotations

from datetime import datetime, tzinfo

from campaigns.rules.describing_targets import Speaker
from campaigns.rules.describing_times import describe_window
from campaigns.rules.values import Action, AtLeast, Kind, Part, Rule, Share, Target
from campaigns.rules.wording import Words, count, join, write_percent, write_tenths

_HALF_ZH = "半价"


class ActionSpeaker:
    """Says what one action does; `threshold` is the condition on the same products, said along with it."""

    def __init__(self, speaker: Speaker, timezone: tzinfo) -> None:
        self._speaker = speaker
        self._purse = speaker.purse
        self._timezone = timezone

    def describe(self, rule: Rule, threshold: AtLeast | None = None) -> Words:
        """ "茶饮满 200 减 30"."""
        action = rule.action
        said = self._describe_kind(action, self._name_products(action, threshold))
        return join([said, self._describe_cap(action), self._describe_base(rule)], "，", ", ")

    def _name_products(self, action: Action, threshold: AtLeast | None) -> Words:
        products = self._speaker.describe_target(action.target)
        if threshold is None:
            return products
        least = self._speaker.describe_least(threshold)
        return Words(f"{products.zh}{least.zh}", f"{products.en} {least.en}")

    def _describe_kind(self, action: Action, products: Words) -> Words:
        match action.kind:
            case Kind.AMOUNT | Kind.PERCENT:
                return self._describe_reduction(action, products)
            case Kind.SET_PRICE:
                return self._describe_price(action, products)
            case Kind.BUNDLE_PRICE:
                return self._describe_bundle(action)
            case Kind.BUY_GET:
                return self._describe_buy_get(action)
            case Kind.GIFT:
                gift = self._speaker.name("sku", action.sku)
                return Words(
                    f"{products.zh}，赠{gift.zh} ×{action.quantity}",
                    f"{products.en}: {gift.en} ×{action.quantity} free",
                )
            case Kind.ADD_ON_PRICE:
                price = self._purse.write_price(action.value)
                pieces = count(action.quantity, "件", "piece")
                return Words(
                    f"加 {price.zh}换购{products.zh} {pieces.zh}", f"add {pieces.en} of {products.en} for {price.en}"
                )
            case Kind.SHIPPING:
                return self._describe_shipping(action, products)
            case Kind.DEPOSIT:
                return self._describe_deposit(action, products)
            case Kind.POINTS:
                times = "双倍" if action.multiplier == "2" else f" {action.multiplier} 倍"
                return Words(f"{products.zh}{times}积分", f"points ×{action.multiplier} on {products.en}")

    # Money off.

    def _describe_reduction(self, action: Action, products: Words) -> Words:
        if action.tiers:
            return self._describe_tiers(action, products)
        off = self._describe_off(action.kind, action.value, action.share)
        if action.every is not None:
            every = self._purse.write(action.every.amount)
            most = action.every.max_times
            times = Words(f"（最多 {most} 次）", f", {count(most, '次', 'time').en} at most") if most else Words()
            return Words(
                f"{products.zh}每满 {every.zh} {off.zh}{times.zh}",
                f"{off.en} for every {every.en} of {products.en}{times.en}",
            )
        pieces = self._describe_pieces(action)
        return Words(f"{products.zh}{pieces.zh}{off.zh}", f"{off.en} {pieces.en}{products.en}")

    def _describe_off(self, kind: Kind, value: int, share: Share) -> Words:
        if kind is Kind.AMOUNT:
            money = self._purse.write(value)
            return Words(f"减 {money.zh}", f"{money.en} off")
        return _describe_share(share)

    def _describe_tiers(self, action: Action, products: Words) -> Words:
        steps = []
        for tier in action.tiers:
            off = self._describe_off(action.kind, tier.value, tier.share)
            if action.tiers_by == "amount":
                least = self._purse.write(tier.threshold)
            else:
                least = count(tier.threshold, "件", "piece")
            steps.append(Words(f"满 {least.zh} {off.zh}", f"{off.en} from {least.en}"))
        said = join(steps, "、", ", ")
        return Words(f"{products.zh}{said.zh}", f"{products.en}: {said.en}")

    def _describe_pieces(self, action: Action) -> Words:
        """ "每件", "最便宜的 1 件": what `allocation` means; ends where the amount begins."""
        most = action.max_quantity
        if action.allocation == "each":
            limit = Words(f"（每款最多 {most} 件）", f", for {most} of each SKU at most,") if most else Words()
            return Words(f"每件{limit.zh}", f"each piece{limit.en} of ")
        if action.allocation == "once" and most:
            which = Words("最贵", "dearest") if action.select == "dearest" else Words("最便宜", "cheapest")
            number = "" if most == 1 else f" {most}"
            return Words(f"中{which.zh}的 {most} 件", f"the {which.en}{number} of ")
        return Words()

    def _describe_price(self, action: Action, products: Words) -> Words:
        price = self._purse.write_price(action.value)
        if action.allocation == "across":
            return Words(f"{products.zh}一共 {price.zh}", f"{products.en}: {price.en} in all")
        if action.allocation == "once":
            pieces = self._describe_pieces(action)
            return Words(f"{products.zh}{pieces.zh} {price.zh}", f"{price.en} for {pieces.en}{products.en}")
        most = action.max_quantity
        limit = Words(f"（每单限 {most} 件）", f", {most} of each in an order at most") if most else Words()
        return Words(f"{products.zh}每件 {price.zh}{limit.zh}", f"{products.en}: {price.en} each{limit.en}")

    # By pieces.

    def _describe_bundle(self, action: Action) -> Words:
        price = self._purse.write_price(action.value)
        times = self._describe_times(action)
        if len(action.parts) == 1:
            part = action.parts[0]
            products = self._speaker.describe_target(part.target)
            return Words(
                f"{products.zh}任选 {part.quantity} 件 {price.zh}{times.zh}",
                f"any {part.quantity} of {products.en} for {price.en}{times.en}",
            )
        parts = join(map(self._describe_part, action.parts), " + ", " + ")
        return Words(f"套装：{parts.zh}，一共 {price.zh}{times.zh}", f"set of {parts.en} for {price.en}{times.en}")

    def _describe_part(self, part: Part) -> Words:
        products = self._speaker.describe_target(part.target)
        return Words(f"{products.zh} ×{part.quantity}", f"{part.quantity} × {products.en}")

    def _describe_buy_get(self, action: Action) -> Words:
        buy, get = action.buy, action.get
        is_free = action.share[0] == action.share[1]
        off = _describe_share(action.share)
        times = self._describe_times(action)
        products = self._speaker.describe_target(buy.target)
        which = Words("（从最贵的算）", " (the dearest)") if action.select == "dearest" else Words()
        end = Words(f"{which.zh}{times.zh}", f"{which.en}{times.en}")
        if buy.target == get.target and get.quantity == 1 and not is_free:
            nth = buy.quantity + 1
            return Words(
                f"{products.zh}第 {nth} 件{off.zh}{end.zh}",
                f"{off.en} every {_write_ordinal(nth)} of {products.en}{end.en}",
            )
        got = self._describe_got(get.target, buy.target)
        pieces = count(get.quantity, "件", "piece")
        if is_free:
            return Words(
                f"{products.zh}买 {buy.quantity} 件送{got.zh} {pieces.zh}{end.zh}",
                f"buy {buy.quantity} of {products.en}, get {get.quantity}{got.en} free{end.en}",
            )
        return Words(
            f"{products.zh}买 {buy.quantity} 件，{got.zh or '再买'} {pieces.zh}{off.zh}{end.zh}",
            f"buy {buy.quantity} of {products.en}, {off.en} {pieces.en}{got.en or ' more'}{end.en}",
        )

    def _describe_got(self, got: Target, bought: Target) -> Words:
        if got == bought:
            return Words()
        products = self._speaker.describe_target(got)
        return Words(products.zh, f" of {products.en}")

    def _describe_times(self, action: Action) -> Words:
        most = action.max_times if action.repeats else 1
        return (
            Words(f"（每单最多 {most} 次）", f", {count(most, '次', 'time').en} an order at most") if most else Words()
        )

    # Something extra.

    def _describe_shipping(self, action: Action, products: Words) -> Words:
        if action.sets_price:
            price = self._purse.write_price(action.value)
            return Words(f"{products.zh}运费 {price.zh}", f"shipping of {products.en} for {price.en}")
        if action.share[0] == action.share[1]:
            return Words(f"{products.zh}包邮", f"free shipping for {products.en}")
        off = _describe_share(action.share)
        return Words(f"{products.zh}运费{off.zh}", f"{off.en} the shipping of {products.en}")

    def _describe_deposit(self, action: Action, products: Words) -> Words:
        deposit, worth = self._purse.write(action.deposit), self._purse.write(action.worth)
        said = Words(
            f"{products.zh}付定金 {deposit.zh} 抵 {worth.zh}",
            f"{products.en}: a deposit of {deposit.en} is worth {worth.en}",
        )
        window = self._describe_balance(action.balance_from, action.balance_until)
        return join([said, window], "，", ", ")

    def _describe_balance(self, starts: datetime | None, ends: datetime | None) -> Words:
        window = describe_window(starts, ends, self._timezone)
        return Words(f"{window.zh}付尾款", f"the rest paid {window.en}") if window else Words()

    def _describe_cap(self, action: Action) -> Words:
        if action.cap is None:
            return Words()
        most = self._purse.write(action.cap)
        return Words(f"最多减 {most.zh}", f"{most.en} off at most")

    def _describe_base(self, rule: Rule) -> Words:
        return Words("按原价计算", "worked out on the original price") if rule.is_original else Words()


def _describe_share(share: Share) -> Words:
    if share[0] == share[1]:
        return Words("免费", "100% off")
    zh = _HALF_ZH if share[0] * 2 == share[1] else f"{write_tenths(share)} 折"
    return Words(zh, f"{write_percent(share)}% off")


def _write_ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
