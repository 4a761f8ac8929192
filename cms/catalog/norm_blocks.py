"""The form of each kind of norm."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.catalog.norms.pictures import read_ratio

_TITLE, _WORDS, _PICTURES = _("Title"), _("Wording"), _("Pictures")
_FACTS, _TEXTS = _("Facts"), _("Texts")


def _whole(
    label: Any, default: int, *, least: int = 0, most: int = 100_000, help_text: Any = ""
) -> blocks.IntegerBlock:
    return blocks.IntegerBlock(label=label, default=default, min_value=least, max_value=most, help_text=help_text)


_NO_LIMIT = _("0: no limit.")


class NoSettings(blocks.StaticBlock):
    """A kind that has nothing to be told."""

    class Meta:
        admin_text = _("There is nothing to set.")


class LengthBlock(blocks.StructBlock):
    least = _whole(_("Characters at least"), 0)
    most = _whole(_("Characters at most"), 0, help_text=_NO_LIMIT)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["most"] and cleaned["most"] < cleaned["least"]:
            raise blocks.StructBlockValidationError(
                {"most": ValidationError(_("It has to be as many as at least, or more."))}
            )
        return cleaned


class KeywordBlock(blocks.StructBlock):
    words = blocks.ListBlock(
        blocks.CharBlock(label=_("Word"), max_length=60),
        label=_("One of these words"),
        default=[],
        help_text=_("None: what the product's category is called."),
    )


class StuffingBlock(blocks.StructBlock):
    repeats = _whole(_("The same word at most so often"), 2, least=1)
    signs = _whole(_("Decorative signs at most"), 4, help_text=_("Such as ★ ! 【 】 # *"))


class ExpiryBlock(blocks.StructBlock):
    days = _whole(_("Warn so many days before"), 30)


class CountBlock(blocks.StructBlock):
    least = _whole(_("At least"), 3)
    most = _whole(_("At most"), 20, help_text=_NO_LIMIT)


class SizeBlock(blocks.StructBlock):
    shorter_side = _whole(_("Shorter side in pixels at least"), 800)


class RatioTextBlock(blocks.CharBlock):
    def clean(self, value: str) -> str:
        cleaned = super().clean(value)
        try:
            read_ratio(cleaned)
        except (ValueError, ZeroDivisionError):
            raise ValidationError(_("Write width and height with a colon between: 3:4.")) from None
        return cleaned


class RatioBlock(blocks.StructBlock):
    ratios = blocks.ListBlock(
        RatioTextBlock(label=_("Width : height"), max_length=9), label=_("One of these"), min_num=1
    )
    tolerance = _whole(_("Tolerance in percent"), 2, most=50)
    first_only = blocks.BooleanBlock(label=_("Only of the first picture"), required=False, default=True)


class WeightBlock(blocks.StructBlock):
    kilobytes = _whole(_("Kilobytes at most"), 5000, least=1)


class SharpnessBlock(blocks.StructBlock):
    least = _whole(
        _("Sharpness at least"),
        6,
        help_text=_("How much its edges vary: a blurred picture has less than 6, a sharp one more than 20."),
    )


class SpecificationCountBlock(blocks.StructBlock):
    least = _whole(_("At least"), 6)


class SellingPointsBlock(blocks.StructBlock):
    least = _whole(_("At least"), 3)
    most = _whole(_("At most"), 5, help_text=_NO_LIMIT)
    longest = _whole(_("Characters of each at most"), 60, help_text=_NO_LIMIT)


class DuplicateBlock(blocks.StructBlock):
    alike = _whole(_("Alike from so many percent on"), 90, least=50, most=100)


class ReadabilityBlock(blocks.StructBlock):
    longest = _whole(_("Chinese: characters of a sentence at most"), 100, help_text=_NO_LIMIT)
    average = _whole(_("Chinese: characters of a sentence on average at most"), 45, help_text=_NO_LIMIT)
    paragraph = _whole(_("Chinese: characters of a paragraph at most"), 400, help_text=_NO_LIMIT)
    words = _whole(_("Other languages: words of a sentence at most"), 40, help_text=_NO_LIMIT)
    lix = _whole(
        _("Other languages: readability index (LIX) at most"),
        60,
        help_text=_("Below 40 is easy, a newspaper has 40 to 50, more than 60 is for specialists. 0: no limit."),
    )
    paragraph_words = _whole(_("Other languages: words of a paragraph at most"), 150, help_text=_NO_LIMIT)


class PriceBlock(blocks.StructBlock):
    deepest_discount = _whole(
        _("Discount on the list price in percent at most"), 90, most=100, help_text=_("0: is not looked at.")
    )
    times_usual = _whole(
        _("Times above or below what is usual in the category at most"), 10, help_text=_("0: is not looked at.")
    )


def list_locales() -> list[tuple[str, str]]:
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


class TranslationBlock(blocks.StructBlock):
    locales = blocks.MultipleChoiceBlock(
        label=_("Languages"), choices=list_locales, required=False, help_text=_("None chosen: every one the shop has.")
    )


def _describe(name: str, group: Any, label: Any, description: Any, block_class: type = NoSettings, icon: str = "tick"):
    block = block_class(label=label, group=group, icon=icon, description=description)
    return (name, block)


class NormBlock(blocks.StreamBlock):
    """Every kind, by its name in `cms.catalog.norms.values.Kind`."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__([*_KINDS, *(local_blocks or [])], **kwargs)

    @staticmethod
    def read_parameters(raw: dict[str, Any]) -> dict[str, Any]:
        """The values of a stored block as norms take them: lists without the ids that lists keep."""
        value = raw.get("value")
        if not isinstance(value, dict):
            return {}
        return {
            name: tuple(item.get("value", "") if isinstance(item, dict) else item for item in each)
            if isinstance(each, list)
            else each
            for name, each in value.items()
        }


_KINDS = [
    _describe("title_missing", _TITLE, _("Title is there"), _("A product needs a title."), icon="title"),
    _describe("title_length", _TITLE, _("Length of the title"), _("In characters."), LengthBlock, "title"),
    _describe(
        "title_keyword", _TITLE, _("Core keyword in the title"), _("The word shoppers look for."), KeywordBlock, "key"
    ),
    _describe(
        "title_stuffing", _TITLE, _("No stuffing of the title"), _("Repetitions, decoration."), StuffingBlock, "cross"
    ),
    _describe(
        "banned_words",
        _WORDS,
        _("Restricted phrases"),
        _("Each phrase has its own severity; this norm's is the gravest that counts."),
        icon="warning",
    ),
    _describe("evidence_expiry", _WORDS, _("Evidence is valid"), _("Documents that run out."), ExpiryBlock, "doc-full"),
    _describe("picture_count", _PICTURES, _("Number of pictures"), _("Few, or too many."), CountBlock, "image"),
    _describe("picture_size", _PICTURES, _("Size of pictures"), _("In pixels."), SizeBlock, "expand-right"),
    _describe("picture_ratio", _PICTURES, _("Ratio of pictures"), _("1:1, 3:4 …"), RatioBlock, "crosshairs"),
    _describe("picture_weight", _PICTURES, _("Weight of pictures"), _("Of the file."), WeightBlock, "download"),
    _describe(
        "picture_sharpness", _PICTURES, _("Sharpness of pictures"), _("Finds blurred ones."), SharpnessBlock, "view"
    ),
    _describe("picture_background", _PICTURES, _("White background"), _("Of the first picture."), icon="image"),
    _describe("picture_alt", _PICTURES, _("Descriptions of pictures"), _("Alternative texts."), icon="openquote"),
    _describe(
        "specifications_required",
        _FACTS,
        _("Required specifications"),
        _("What the category's definitions say is required."),
        icon="list-ul",
    ),
    _describe(
        "specifications_values",
        _FACTS,
        _("Values of specifications"),
        _("Types, units and choices as defined."),
        icon="list-ol",
    ),
    _describe(
        "specifications_count",
        _FACTS,
        _("Number of specifications"),
        _("Enough to filter and compare by."),
        SpecificationCountBlock,
        "list-ul",
    ),
    _describe("price_sanity", _FACTS, _("Sane prices"), _("Against list, lowest, usual."), PriceBlock, "tag"),
    _describe("translation_missing", _FACTS, _("Translations are there"), _("Languages."), TranslationBlock, "globe"),
    _describe("selling_points", _TEXTS, _("Selling points"), _("How many, how long."), SellingPointsBlock, "pick"),
    _describe(
        "summary_length", _TEXTS, _("Length of the short description"), _("In characters."), LengthBlock, "pilcrow"
    ),
    _describe("description_length", _TEXTS, _("Length of the details"), _("In characters."), LengthBlock, "doc-full"),
    _describe(
        "description_duplicate",
        _TEXTS,
        _("Description of its own"),
        _("Not that of another product."),
        DuplicateBlock,
        "copy",
    ),
    _describe(
        "readability",
        _TEXTS,
        _("Readability"),
        _("Of details and selling points: which sentence to split."),
        ReadabilityBlock,
        "glasses",
    ),
]
