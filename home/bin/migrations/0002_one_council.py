from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0003_one_council'),
        ('bin', '0001_drafts_can_come_back'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='binitem',
            name='council',
        ),
    ]
