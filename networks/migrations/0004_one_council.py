"""Seats and terms belong to a body: the council now, its working groups later."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import home.models.council
import networks.constraints
from django.db import migrations, models


def body():
    return models.ForeignKey(
        default=home.models.council.only_council,
        editable=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="%(class)ss",
        to="home.homepage",
        verbose_name="toimielin",
    )


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0003_one_council"),
        ("networks", "0003_contact_and_nominations"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="seat", name="seat_title_is_unique_in_a_council"
        ),
        migrations.RemoveConstraint(
            model_name="term", name="terms_of_a_council_do_not_overlap"
        ),
        migrations.RenameField("seat", "council", "body"),
        migrations.RenameField("term", "council", "body"),
        migrations.AlterField("seat", "body", body()),
        migrations.AlterField("term", "body", body()),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("body", "title"),
                name="seat_title_is_unique_in_a_body",
                violation_error_message="Tämänniminen paikka on jo olemassa.",
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                name="terms_of_a_body_do_not_overlap",
                expressions=[
                    ("body", django.contrib.postgres.fields.ranges.RangeOperators.EQUAL),
                    (
                        networks.constraints.days(),
                        django.contrib.postgres.fields.ranges.RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Toimikausi menee päällekkäin toisen toimikauden kanssa. "
                "Merkitse ensin edelliselle toimikaudelle päättymispäivä.",
            ),
        ),
    ]
