"""Sorts what is there already."""

from django.db import migrations

from cms.sorting import fill_sort_keys


def fill(apps, schema_editor):
    fill_sort_keys(apps.get_model("catalog", "Brand")._base_manager, [("name", "sort_key")])
    fill_sort_keys(apps.get_model("catalog", "ProductContent")._base_manager, [("title", "sort_key")])


class Migration(migrations.Migration):
    dependencies = [("catalog", "0010_sort_keys")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
