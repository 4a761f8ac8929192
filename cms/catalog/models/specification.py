from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

SpecificationValue = str | int | float | bool


class SpecificationType(models.TextChoices):
    TEXT = "text", _("text")
    NUMBER = "number", _("number")
    CHOICE = "choice", _("choice")
    BOOLEAN = "boolean", _("yes/no")


class SpecificationDefinition(ClusterableModel):
    """What may be said of every product of a category and of the categories below it."""

    category = models.ForeignKey(
        "catalog.Category", verbose_name=_("category"), on_delete=models.CASCADE, related_name="specifications"
    )
    key = models.SlugField(_("key"), max_length=120, allow_unicode=True)
    name = models.CharField(_("name"), max_length=120)
    type = models.CharField(_("type"), max_length=10, choices=SpecificationType, default=SpecificationType.TEXT)
    unit = models.CharField(_("unit"), max_length=20, blank=True, help_text=_("Of a number: cm, g, mAh."))
    choices = models.JSONField(_("choices"), default=list, blank=True, help_text=_("Of a choice: the allowed values."))
    is_required = models.BooleanField(_("required"), default=False)
    is_facet = models.BooleanField(_("shoppers filter by it"), default=False)
    sort_order = models.IntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("specification definition")
        verbose_name_plural = _("specification definitions")
        ordering = ["sort_order", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["category", "key"], name="one_specification_key_a_category"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean_value(self, value: object) -> SpecificationValue:
        """`value` as this definition's type. Raises ValidationError that says what would be right."""
        match self.type:
            case SpecificationType.BOOLEAN:
                if not isinstance(value, bool):
                    raise ValidationError(_("%(name)s is yes or no.") % {"name": self.name})
                return value
            case SpecificationType.NUMBER:
                if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
                    raise ValidationError(_("%(name)s is a number.") % {"name": self.name})
                return value
            case SpecificationType.CHOICE:
                if value not in self.choices:
                    allowed = ", ".join(map(str, self.choices))
                    raise ValidationError(
                        _("%(name)s is one of: %(choices)s.") % {"name": self.name, "choices": allowed}
                    )
                return str(value)
        return str(value)


class SpecificationText(models.Model):
    """What a specification is called in one locale."""

    definition = ParentalKey(SpecificationDefinition, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(
        "wagtailcore.Locale", verbose_name=_("locale"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("name"), max_length=120)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    choice_labels = models.JSONField(
        _("choices"), default=dict, blank=True, help_text=_("What each choice is called in this language.")
    )

    class Meta:
        verbose_name = _("specification text")
        verbose_name_plural = _("specification texts")
        constraints = [models.UniqueConstraint(fields=["definition", "locale"], name="one_specification_text_a_locale")]

    def __str__(self) -> str:
        return self.name
