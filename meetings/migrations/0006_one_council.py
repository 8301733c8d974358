from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0003_one_council'),
        ('meetings', '0005_agenda_letter'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='meetingsettings',
            name='council',
        ),
        migrations.AddConstraint(
            model_name='meetingsettings',
            constraint=models.UniqueConstraint(models.Value(1), name='meetings_meetingsettings_has_one_row', violation_error_message='Asetukset on jo tallennettu. Muokkaa niitä.'),
        ),
    ]
