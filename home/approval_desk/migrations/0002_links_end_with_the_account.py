"""Links end when the account of their person changes; those already sent are sealed as it is now."""

import hashlib

from django.db import migrations, models


def seal_open_links(apps, schema_editor):
    for link in apps.get_model("links", "ApprovalLink").objects.filter(used_at=None):
        person = link.person
        roles = sorted(person.groups.values_list("pk", flat=True))
        facts = [person.email.casefold(), person.password, person.is_active, person.is_superuser]
        link.seal = hashlib.sha256(repr([*facts, roles]).encode()).hexdigest()
        link.save(update_fields=["seal"])


class Migration(migrations.Migration):

    dependencies = [
        ("links", "0001_initial"),
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="approvallink",
            name="ended_at",
            field=models.DateTimeField(null=True, verbose_name="päättynyt"),
        ),
        migrations.AddField(
            model_name="approvallink",
            name="seal",
            field=models.CharField(
                default="",
                help_text="Linkki päättyy, jos tilin osoite, salasana, rooli tai käyttöoikeus muuttuu.",
                max_length=64,
                verbose_name="tilin tiiviste",
            ),
        ),
        migrations.RunPython(seal_open_links, migrations.RunPython.noop),
    ]
