"""Wagtail's groups "Editors" and "Moderators" may work in the catalogue from the start.

Django makes permissions only after all migrations, so what is missing is made here under the names it would use.
"""

from django.db import migrations

EDITORS = {
    "productcontent": ("add", "change", "view"),
    "product": ("add", "change", "view"),
    "offer": ("add", "change", "delete", "view"),
    "productpicture": ("add", "change", "delete", "view"),
    "brand": ("add", "change", "view"),
}
MODERATORS = {
    **EDITORS,
    "productcontent": ("add", "change", "view", "delete", "publish", "lock", "unlock"),
    "product": ("add", "change", "view", "delete"),
    "brand": ("add", "change", "view", "delete"),
    "category": ("add", "change", "view", "delete"),
    "specificationdefinition": ("add", "change", "view", "delete"),
}


def grant(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name, rights in (("Editors", EDITORS), ("Moderators", MODERATORS)):
        group = Group.objects.filter(name=name).first()
        if group is not None:
            group.permissions.add(*_find_permissions(apps, rights), _find_translating(apps))


def _find_permissions(apps, rights):
    for model, actions in rights.items():
        verbose_name = apps.get_model("catalog", model)._meta.verbose_name
        for action in actions:
            yield _get_permission(apps, "catalog", model, f"{action}_{model}", f"Can {action} {verbose_name}")


def _find_translating(apps):
    return _get_permission(
        apps, "simple_translation", "simpletranslation", "submit_translation", "Can submit translations"
    )


def _get_permission(apps, app_label, model, codename, name):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    content_type = ContentType.objects.get_or_create(app_label=app_label, model=model)[0]
    return Permission.objects.get_or_create(content_type=content_type, codename=codename, defaults={"name": name})[0]


def withdraw(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for group in Group.objects.filter(name__in=("Editors", "Moderators")):
        group.permissions.remove(*Permission.objects.filter(content_type__app_label="catalog"))


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0002_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("simple_translation", "0001_initial"),
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(grant, withdraw)]
