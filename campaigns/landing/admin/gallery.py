"""Templates to look at, and a new page from one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from campaigns.landing.models import LandingIndexPage, LandingPage
from campaigns.landing.templating import services
from cms.content.models import HomePage


def list_parents(user: Any) -> list[Page]:
    """Where `user` may add a landing page: lists of them first."""
    found = [
        *LandingIndexPage.objects.select_related("locale").order_by("path"),
        *HomePage.objects.select_related("locale").order_by("path"),
    ]
    return [page for page in found if page.permissions_for_user(user).can_add_subpage()]


class NewPageForm(forms.Form):
    """What a page from a template needs to be told."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    parent = forms.ChoiceField(label=gettext_lazy("Below"))

    def __init__(self, *args: Any, parents: list[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parents = {str(page.pk): page for page in parents}
        field: Any = self.fields["parent"]
        field.choices = [(str(page.pk), f"{page.title} ({page.locale.language_code})") for page in parents]

    @property
    def chosen_parent(self) -> Page:
        return self.parents[self.cleaned_data["parent"]]


class _NamedView(WagtailAdminTemplateMixin):
    """A screen that says in its breadcrumbs what it is."""

    header_icon = "doc-empty-inverse"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(view=self, **kwargs)


class _GalleryMixin(_NamedView):
    page_title = gettext_lazy("New landing page from a template")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.parents = list_parents(request.user)
        if not self.parents:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class GalleryView(_GalleryMixin, View):
    """Every template with a picture, what it is for, and a way to use it."""

    template_name = "landing/gallery.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            **self.get_context_data(),
            "templates": services.list_templates(is_page=True),
            "parent": request.GET.get("parent", ""),
            "can_change": request.user.has_perm("landing.change_landingtemplate"),
        }
        return TemplateResponse(request, self.template_name, context)


class UseTemplateView(_GalleryMixin, View):
    """Asks for title and place, makes the draft, and leads to its editor."""

    template_name = "landing/use_template.html"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        template = self.find(reference)
        wanted = request.GET.get("parent", "")
        initial = {"title": str(template.name), "parent": wanted}
        return self.show(request, template, NewPageForm(initial=initial, parents=self.parents))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        template = self.find(reference)
        form = NewPageForm(request.POST, parents=self.parents)
        if not form.is_valid():
            return self.show(request, template, form)
        if reason := services.find_refusal(template, user=request.user):
            messages.error(request, _("Nothing was made. %(reason)s") % {"reason": reason})
            return self.show(request, template, form)
        page = services.make_page(
            template, parent=form.chosen_parent, title=form.cleaned_data["title"], user=request.user
        )
        messages.success(
            request,
            _("“%(title)s” is made as a draft. The checks say what it still needs before it can go live.")
            % {"title": page.title},
        )
        return redirect("wagtailadmin_pages:edit", page.pk)

    def find(self, reference: str) -> services.Template:
        template = services.find_template(reference)
        if template is None or not template.is_page:
            raise Http404
        return template

    def show(self, request: HttpRequest, template: services.Template, form: NewPageForm) -> HttpResponse:
        context = {**self.get_context_data(), "template": template, "form": form}
        return TemplateResponse(request, self.template_name, context)


class SaveAsTemplateForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    description = forms.CharField(label=gettext_lazy("Description"), max_length=200, required=False)


class SavePageAsTemplateView(_NamedView, View):
    """Keeps the latest draft of a page as a template."""

    page_title = gettext_lazy("Save as a template")
    template_name = "landing/save_as_template.html"

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> Any:
        page = LandingPage.objects.filter(pk=page_id).first()
        if page is None:
            raise Http404
        can_edit = page.permissions_for_user(request.user).can_edit()
        if not can_edit or not request.user.has_perm("landing.add_landingtemplate"):
            raise PermissionDenied
        self.page = page.get_latest_revision_as_object()
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.page.title

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, SaveAsTemplateForm(initial={"name": self.page.title}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SaveAsTemplateForm(request.POST)
        if not form.is_valid():
            return self.show(request, form)
        saved = services.save_page_as_template(self.page, user=request.user, **form.cleaned_data)
        button = messages.button(reverse("landing_gallery:index"), _("See all templates"))
        messages.success(request, _("“%(name)s” is saved as a template.") % {"name": saved.name}, buttons=[button])
        return redirect("wagtailadmin_pages:edit", self.page.pk)

    def show(self, request: HttpRequest, form: SaveAsTemplateForm) -> HttpResponse:
        context = {**self.get_context_data(), "page": self.page, "form": form}
        return TemplateResponse(request, self.template_name, context)
