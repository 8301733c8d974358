from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0003_one_council'),
        ('duties', '0002_reset_of_a_second_factor'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='pendingchange',
            name='council',
        ),
    ]
