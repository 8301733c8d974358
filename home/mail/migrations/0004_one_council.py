from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0003_one_council'),
        ('mail', '0003_mail_is_claimed'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='outboxmail',
            name='council',
        ),
    ]
