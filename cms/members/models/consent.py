from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from cms.members.models.member import Member


class ConsentKind(models.TextChoices):
    """What a member can agree to."""

    COMMUNITY = "community", _("taking part in the community")
    PERSONALISATION = "personalisation", _("personal recommendations")
    ANALYTICS = "analytics", _("analysis of visits")
    MARKETING = "marketing", _("messages about offers")


class Consent(models.Model):
    """One step of a member's consent to one thing: given or withdrawn, when, and to which words. Only ever added to.

    What holds is the latest step of a kind.
    """

    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(_("what for"), max_length=24, choices=ConsentKind)
    is_given = models.BooleanField(_("given"))
    version = models.CharField(_("version of the text"), max_length=24)
    changed_at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        default_permissions = ()
        indexes = [models.Index(fields=["member", "kind", "-changed_at", "-id"], name="consent_by_member")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.version})"


class ConsentText(ClusterableModel):
    """The words members agree to, one version after the other; of a kind, the latest one in force is asked for.

    A shop that writes none asks with the built-in ones.
    """

    kind = models.CharField(_("what for"), max_length=24, choices=ConsentKind)
    version = models.CharField(
        _("version"), max_length=24, help_text=_("Such as 2026-01. It is kept with each consent.")
    )
    in_force_from = models.DateTimeField(
        _("in force from"), help_text=_("From then on members who agreed to an earlier version are asked again.")
    )

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["kind", "-in_force_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "version"],
                name="one_consent_text_a_version",
                violation_error_message=_("There is a text of this version already; give this one another version."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.version})"


class ConsentWording(models.Model):
    """A consent text in one language."""

    text = ParentalKey(ConsentText, on_delete=models.CASCADE, related_name="wordings")
    locale = models.ForeignKey(
        "wagtailcore.Locale", verbose_name=_("locale"), on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"), max_length=5_000)

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["text", "locale"], name="one_consent_wording_a_locale")]

    def __str__(self) -> str:
        return self.title
