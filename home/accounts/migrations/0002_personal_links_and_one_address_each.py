"""One account for each address and name, invitations, and the table of counted attempts."""

from collections import Counter

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import migrations, models


def stop_at_duplicates(apps, schema_editor):
    """Stop with the names: which of two accounts keeps an address, only people can decide."""
    accounts = list(apps.get_model("accounts", "User").objects.order_by("pk"))
    for field in ("email", "username"):
        counts = Counter(getattr(account, field).casefold() for account in accounts)
        for value, count in counts.items():
            if value and count > 1:
                names = [a.username for a in accounts if getattr(a, field).casefold() == value]
                raise CommandError(
                    f"{count} accounts have the {field} {value}: {', '.join(names)}. "
                    "Give each its own and run migrate again."
                )


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", "accounts_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('home', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(stop_at_duplicates, migrations.RunPython.noop),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
        migrations.CreateModel(
            name='AddressChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='tunnisteen tiiviste')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='lähetetty')),
                ('expires_at', models.DateTimeField(editable=False, verbose_name='voimassa')),
                ('used_at', models.DateTimeField(editable=False, null=True, verbose_name='käytetty')),
                ('cancelled_at', models.DateTimeField(editable=False, null=True, verbose_name='peruttu')),
                ('email', models.EmailField(max_length=254, verbose_name='uusi sähköpostiosoite')),
            ],
            options={
                'verbose_name': 'sähköpostiosoitteen vaihto',
                'verbose_name_plural': 'sähköpostiosoitteiden vaihdot',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='tunnisteen tiiviste')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='lähetetty')),
                ('expires_at', models.DateTimeField(editable=False, verbose_name='voimassa')),
                ('used_at', models.DateTimeField(editable=False, null=True, verbose_name='käytetty')),
                ('cancelled_at', models.DateTimeField(editable=False, null=True, verbose_name='peruttu')),
                ('first_name', models.CharField(max_length=150, verbose_name='etunimi')),
                ('last_name', models.CharField(max_length=150, verbose_name='sukunimi')),
                ('email', models.EmailField(max_length=254, verbose_name='sähköpostiosoite')),
                ('role', models.CharField(max_length=40, verbose_name='rooli')),
                ('needs_confirmation', models.BooleanField(default=False, verbose_name='odottaa vahvistusta')),
            ],
            options={
                'verbose_name': 'kutsu',
                'verbose_name_plural': 'kutsut',
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='user',
            name='first_login_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='ensimmäinen kirjautuminen'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='an_address_has_one_account', violation_error_message='Toisella tilillä on jo tämä sähköpostiosoite.'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='a_username_has_one_account', violation_error_message='Toisella tilillä on jo tämä käyttäjätunnus.'),
        ),
        migrations.AddField(
            model_name='addresschange',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='address_changes', to=settings.AUTH_USER_MODEL, verbose_name='käyttäjä'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vahvistaja'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='council',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='home.homepage', verbose_name='neuvottelukunta'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='invited_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kutsuja'),
        ),
    ]
