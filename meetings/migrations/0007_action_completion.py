import datetime

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def keep_days(apps, schema_editor):
    """Make a completion of each day that is entered in a meeting or in its newest draft."""
    items = apps.get_model("meetings", "AgendaItem").objects
    completions = apps.get_model("meetings", "ActionCompletion").objects
    days = dict(items.exclude(done_on=None).values_list("pk", "done_on"))
    for pk, day in days_in_drafts(apps):
        days.setdefault(pk, day)
    known = set(items.filter(pk__in=days).values_list("pk", flat=True))
    completions.bulk_create(
        completions.model(item_id=pk, day=day) for pk, day in days.items() if pk in known
    )


def days_in_drafts(apps):
    pages = apps.get_model("meetings", "MeetingPage").objects.filter(has_unpublished_changes=True)
    newest = pages.exclude(latest_revision=None).values("latest_revision")
    drafts = apps.get_model("wagtailcore", "Revision").objects.filter(pk__in=newest)
    for content in drafts.values_list("content", flat=True):
        for row in content.get("agenda_items", []):
            if row.get("pk") and row.get("done_on"):
                yield row["pk"], datetime.date.fromisoformat(row["done_on"])


def bring_back(apps, schema_editor):
    items = apps.get_model("meetings", "AgendaItem").objects
    for completion in apps.get_model("meetings", "ActionCompletion").objects.all():
        items.filter(pk=completion.item_id).update(done_on=completion.day)


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0006_one_council'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ActionCompletion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(default=django.utils.timezone.localdate, help_text='Päivä, jona asia oli hoidettu. Se näkyy lukijoille heti.', verbose_name='tehty')),
                ('note', models.CharField(blank=True, help_text='Esimerkiksi miten asia hoidettiin. Näkyy vain hallinnassa.', max_length=300, verbose_name='huomautus')),
                ('marked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='merkitty')),
                ('item', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='completion', to='meetings.agendaitem', verbose_name='asiakohta')),
                ('marked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='merkitsijä')),
            ],
            options={
                'verbose_name': 'tehdyksi merkintä',
                'verbose_name_plural': 'tehdyksi merkinnät',
                'default_permissions': (),
            },
        ),
        migrations.RunPython(keep_days, bring_back),
    ]
