"""Finds the products that file names mean, and which of their pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.bulk.pictures.archive import PictureFile
from cms.bulk.pictures.naming import Reading, choose_readings, list_readings
from cms.bulk.subjects.subject import RowRefused, batched
from cms.catalog.models import Offer, Product, ProductPicture


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture goes: a product, the option it shows ("" for all), and the place among those, from 1."""

    product: str
    option: str
    number: int


@dataclass(frozen=True, slots=True)
class _Named:
    product_id: int
    key: str
    option: str


class Matcher:
    """Everything that the names of one archive mean; three queries for each 500 of them."""

    def __init__(self, files: Sequence[PictureFile]) -> None:
        self._readings = {file.number: list_readings(file.path, file.position) for file in files}
        codes = {reading.code for readings in self._readings.values() for reading in readings}
        self._named = _read_named(codes)
        self._counts = _count_pictures({named.product_id for each in self._named.values() for named in each})
        self._taken: dict[tuple[int, str], int] = {}

    def match(self, file: PictureFile) -> Place:
        """Where the picture goes. Asked of each file once, in order. Raises RowRefused."""
        readings = choose_readings(self._readings[file.number], self._named)
        if not readings:
            shown = self._readings[file.number][0].code if self._readings[file.number] else file.path
            raise RowRefused(
                _("There is no SKU or product key “%(code)s”. Correct the name of the file.") % {"code": shown}
            )
        meant = {(named, reading) for reading in readings for named in self._named[reading.code.casefold()]}
        if len({(named.product_id, named.option, reading.place) for named, reading in meant}) > 1:
            raise RowRefused(
                _("It could be of any of these: %(codes)s. Put it into a folder named by the SKU.")
                % {"codes": ", ".join(sorted(f"{named.key} · {reading.place}" for named, reading in meant))}
            )
        named, reading = min(meant, key=lambda pair: (pair[0].key, pair[1].place))
        return self._settle(named, reading)

    def _settle(self, named: _Named, reading: Reading) -> Place:
        """A place beyond the last is the next one that is free."""
        group = (named.product_id, named.option)
        count = self._counts.get(group, 0)
        if reading.place <= count:
            return Place(named.key, named.option, reading.place)
        self._taken[group] = self._taken.get(group, 0) + 1
        return Place(named.key, named.option, count + self._taken[group])


def _read_named(codes: Iterable[str]) -> dict[str, list[_Named]]:
    """By code, folded: the offer's product and option, else the product of that key."""
    found: dict[str, list[_Named]] = {}
    wanted = sorted(codes)
    for batch in batched(wanted, 500):
        folded = [*batch, *(code.upper() for code in batch), *(code.lower() for code in batch)]
        offers = Offer.objects.filter(sku__in=folded).select_related("product")
        for offer in offers:
            axes = offer.product.variant_axes
            option = str(offer.options.get(axes[0], "")) if axes else ""
            found.setdefault(offer.sku.casefold(), []).append(_Named(offer.product_id, offer.product.key, option))
    for batch in batched(wanted, 500):
        folded = [*batch, *(code.upper() for code in batch), *(code.lower() for code in batch)]
        for pk, key in Product.objects.filter(key__in=folded).values_list("pk", "key"):
            # A product whose key is also the SKU of its only offer is meant once.
            if not found.get(key.casefold()):
                found[key.casefold()] = [_Named(pk, key, "")]
    return found


def _count_pictures(product_ids: set[int]) -> dict[tuple[int, str], int]:
    counts: dict[tuple[int, str], int] = {}
    for batch in batched(sorted(product_ids), 500):
        rows = ProductPicture.objects.filter(product_id__in=batch).values_list("product_id", "option")
        for group in rows.order_by():
            counts[group] = counts.get(group, 0) + 1
    return counts
