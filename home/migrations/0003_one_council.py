"""A council is an installation of its own: one front page, and groups without its region."""

from django.core.management.base import CommandError
from django.db import migrations, models

ROLES = ("Viestintä", "Sihteeristö", "Puheenjohtajisto", "Ylläpito")
SEVERAL = """\
Tietokannassa on useita neuvottelukuntia: {councils}.
Tämä versio palvelee yhtä neuvottelukuntaa asennusta kohti. Mitään ei ole muutettu.
Palauta edellinen versio käyttöön ja tee jokaiselle neuvottelukunnalle oma asennus:
ohje on tiedostossa docs/operations.md, kohdassa "Several councils in one database".

The database holds several councils: {councils}.
This version serves one council in each installation. Nothing has been changed.
Go back to the version before and make an installation for each council, as
docs/operations.md says under "Several councils in one database".
"""


def refuse_several(apps, schema_editor):
    titles = apps.get_model("home", "HomePage").objects.order_by("path").values_list("title", flat=True)
    if len(titles) > 1:
        raise CommandError(SEVERAL.format(councils=", ".join(titles)))


def rename_groups(apps, schema_editor):
    """Take the region off the names; a group that has the plain name already makes room."""
    council = apps.get_model("home", "HomePage").objects.first()
    group_model = apps.get_model("auth", "Group")
    rights = apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(page=council)
    for role in ROLES if council else ():
        ours = group_model.objects.filter(
            name__startswith=f"{role} (", pk__in=rights.values("group")
        ).first()
        if ours is None:
            continue
        for other in group_model.objects.filter(name=role):
            other.name = f"{role} (aiempi {other.pk})"
            other.save()
        ours.name = role
        ours.save()


def rename_groups_back(apps, schema_editor):
    council = apps.get_model("home", "HomePage").objects.first()
    groups = apps.get_model("auth", "Group").objects.filter(name__in=ROLES)
    for group in groups if council else ():
        group.name = f"{group.name} ({council.region})"
        group.save()


class Migration(migrations.Migration):

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("home", "0002_finnish_names_of_roots"),
        ("wagtailcore", "0096_referenceindex_referenceindex_source_object_and_more"),
    ]

    operations = [
        migrations.RunPython(refuse_several, migrations.RunPython.noop),
        migrations.RunPython(rename_groups, rename_groups_back),
        migrations.AddConstraint(
            model_name="homepage",
            constraint=models.UniqueConstraint(
                models.Value(1),
                name="one_council_in_an_installation",
                violation_error_message="Sivustolla on jo neuvottelukunta. Jokainen "
                "neuvottelukunta tarvitsee oman asennuksen.",
            ),
        ),
    ]
