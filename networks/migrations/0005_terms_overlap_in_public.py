"""Only public terms exclude each other: the end of the one before may wait for approval."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import networks.constraints
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0003_one_council'),
        ('networks', '0004_one_council'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='term',
            name='terms_of_a_body_do_not_overlap',
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('live', True)), expressions=[('body', '='), (networks.constraints.Days(models.F('starts'), models.F('ends'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='terms_of_a_body_do_not_overlap', violation_error_message='Toimikausi menee päällekkäin toisen toimikauden kanssa. Merkitse ensin edelliselle toimikaudelle päättymispäivä.'),
        ),
    ]
