from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0003_one_council'),
        ('accounts', '0003_invitations_carry_a_reason'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='invitation',
            name='council',
        ),
    ]
