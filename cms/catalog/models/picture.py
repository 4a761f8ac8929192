from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cms.catalog.models.product import Product


class ProductPicture(models.Model):
    """A picture of a product: one of our own images, or an address a feed gave that is not fetched yet."""

    product = ParentalKey(Product, verbose_name=_("product"), on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        "media.MediaImage", verbose_name=_("image"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    remote_url = models.URLField(_("remote address"), max_length=2000, blank=True)
    error = models.CharField(_("why it could not be fetched"), max_length=300, blank=True, editable=False)
    option = models.CharField(
        _("of the variant"),
        max_length=120,
        blank=True,
        help_text=_("The option it shows, such as a colour; empty where it is of all variants."),
    )
    sort_order = models.IntegerField(_("order"), default=0)

    # Where the editing screen keeps the order of its rows.
    sort_order_field = "sort_order"

    class Meta:
        verbose_name = _("product picture")
        verbose_name_plural = _("product pictures")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(image__isnull=False) | ~Q(remote_url=""), name="picture_is_ours_or_remote"
            ),
        ]

    def __str__(self) -> str:
        return str(self.image) if self.image_id else self.remote_url
