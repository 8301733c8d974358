"""Name the roots of pages and of files in Finnish: editors see them in choosers."""

from django.db import migrations

ENGLISH = "Root"
PAGES, FILES = "Kaikki sivut", "Kaikki tiedostot"


def rename(apps, schema_editor):
    pages = apps.get_model("wagtailcore", "Page").objects.filter(depth=1, title=ENGLISH)
    pages.update(title=PAGES, draft_title=PAGES)
    collections = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name=ENGLISH)
    collections.update(name=FILES)


def rename_back(apps, schema_editor):
    pages = apps.get_model("wagtailcore", "Page").objects.filter(depth=1, title=PAGES)
    pages.update(title=ENGLISH, draft_title=ENGLISH)
    collections = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name=FILES)
    collections.update(name=ENGLISH)


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0096_referenceindex_referenceindex_source_object_and_more"),
    ]

    operations = [migrations.RunPython(rename, rename_back)]
