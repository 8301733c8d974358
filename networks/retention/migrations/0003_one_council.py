from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0003_one_council'),
        ('retention', '0002_ask_and_keep_what_stays'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='retentionsettings',
            name='council',
        ),
        migrations.AddConstraint(
            model_name='retentionsettings',
            constraint=models.UniqueConstraint(models.Value(1), name='retention_retentionsettings_has_one_row', violation_error_message='Asetukset on jo tallennettu. Muokkaa niitä.'),
        ),
    ]
