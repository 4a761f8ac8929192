from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.chooser import ChooserViewSet

from cms.catalog.models import Brand


class NewBrandForm(WagtailAdminModelForm):
    class Meta(WagtailAdminModelForm.Meta):
        model = Brand
        fields = ["name", "key", "website"]


class BrandChooserViewSet(ChooserViewSet):
    """Finds a brand by name among thousands; a new one can be made on the way."""

    model = Brand
    icon = "tag"
    choose_one_text = _("Choose a brand")
    choose_another_text = _("Choose another brand")
    edit_item_text = _("Edit this brand")
    creation_form_class = NewBrandForm
    creation_tab_label = _("New brand")
    per_page = 20


brand_chooser = BrandChooserViewSet("brand_chooser", url_prefix="catalogue/choose/brand")
