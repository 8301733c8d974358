from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0003_one_council'),
        ('approval', '0003_requests_follow_people'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='councilworkflow',
            name='one_workflow_per_level_in_a_council',
        ),
        migrations.RemoveField(
            model_name='absence',
            name='council',
        ),
        migrations.RemoveField(
            model_name='approvalsettings',
            name='council',
        ),
        migrations.RemoveField(
            model_name='councilworkflow',
            name='council',
        ),
        migrations.AlterField(
            model_name='councilworkflow',
            name='level',
            field=models.CharField(choices=[('chair', 'puheenjohtaja hyväksyy'), ('second_pair', 'toinen henkilö tarkistaa'), ('none', 'julkaistaan heti')], error_messages={'unique': 'Tällä tasolla on jo työnkulku.'}, max_length=12, unique=True, verbose_name='taso'),
        ),
        migrations.AddConstraint(
            model_name='approvalsettings',
            constraint=models.UniqueConstraint(models.Value(1), name='approval_approvalsettings_has_one_row', violation_error_message='Asetukset on jo tallennettu. Muokkaa niitä.'),
        ),
    ]
