"""The blocks editors build a product's details from; `rendering.py` turns each into typed data."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.media.blocks import ImageBlock

RICH_TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "product-link", "hr"]


class SellingPointBlock(blocks.CharBlock):
    class Meta:
        icon = "pick"
        label = _("Selling point")

    def __init__(self, **kwargs):
        super().__init__(max_length=80, **kwargs)


class PictureBlock(ImageBlock):
    class Meta:
        icon = "image"
        label = _("Picture")


class TextBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")

    def __init__(self, **kwargs):
        super().__init__(features=RICH_TEXT_FEATURES, **kwargs)


class TextAndPictureBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    text = TextBlock(label=_("Text"), required=False)
    picture = ImageBlock(label=_("Picture"))
    side = blocks.ChoiceBlock(
        label=_("Picture at"), choices=[("left", _("left")), ("right", _("right"))], default="left"
    )

    class Meta:
        icon = "doc-full"
        label = _("Text and picture")


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = TextBlock(label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question")


class DetailBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(label=_("Heading"), icon="title", max_length=120)
    text = TextBlock()
    picture = PictureBlock()
    text_and_picture = TextAndPictureBlock()
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions and answers"), icon="help")
