"""A category and its place in the tree."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from cms.catalog.models import Category

LAST, FIRST, STAY = "last", "first", ""


class CategoryForm(WagtailAdminModelForm):
    """Choosing another parent moves the category with everything below it."""

    parent: forms.ModelChoiceField = forms.ModelChoiceField(
        Category.objects.all(),
        label=gettext_lazy("Below"),
        required=False,
        help_text=gettext_lazy("Left empty, it stands at the top. Everything below it moves along."),
    )
    place = forms.ChoiceField(label=gettext_lazy("Place among its neighbours"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from cms.catalog.admin.choosers import category_chooser

        self.fields["parent"].widget = category_chooser.widget_class()
        category = self.instance
        self.parent_before = category.get_parent() if category.pk else None
        if category.pk:
            self.initial["parent"] = self.parent_before.pk if self.parent_before else None
        self.fields["place"].choices = self._list_places()

    def _list_places(self) -> list[tuple[str, str]]:
        if not self.instance.pk:
            return [(LAST, _("last")), (FIRST, _("first"))]
        siblings = [node for node in self.instance.get_siblings() if node.pk != self.instance.pk]
        after = [(str(node.pk), _("after %(name)s") % {"name": node.name}) for node in siblings]
        return [(STAY, _("where it is")), (FIRST, _("first")), *after, (LAST, _("last"))]

    def clean_parent(self) -> Category | None:
        parent, category = self.cleaned_data["parent"], self.instance
        if parent and category.pk and (parent.pk == category.pk or parent.is_descendant_of(category)):
            raise ValidationError(
                _("“%(parent)s” is inside “%(category)s”. Choose a category outside of it.")
                % {"parent": parent.name, "category": category.name}
            )
        return parent

    def save(self, commit: bool = True) -> Category:
        category = super().save(commit=False)
        parent, place = self.cleaned_data["parent"], self.cleaned_data["place"]
        if not commit:
            return category
        if category.pk is None:
            return self._add(category, parent, place)
        category.save()
        self._move(category, parent, place)
        return category

    def _add(self, category: Category, parent: Category | None, place: str) -> Category:
        if parent is None:
            Category.add_root(instance=category)
        else:
            parent.add_child(instance=category)
        if place == FIRST:
            category.move(category.get_parent() or Category.get_first_root_node(), _position(category, FIRST))
            category.refresh_from_db()
        return category

    def _move(self, category: Category, parent: Category | None, place: str) -> None:
        before = self.parent_before.pk if self.parent_before else None
        if (parent.pk if parent else None) != before:
            target = parent or Category.get_last_root_node()
            category.move(target, "last-child" if parent else "last-sibling")
        elif place in (FIRST, LAST):
            category.move(category.get_parent() or Category.get_first_root_node(), _position(category, place))
        elif place != STAY:
            category.move(Category.objects.get(pk=place), "right")
        else:
            return
        category.refresh_from_db()


def _position(category: Category, place: str) -> str:
    return f"{place}-child" if category.get_parent() else f"{place}-sibling"
