"""The lexicon and the counts are the council's, whatever the number of its addresses."""

from django.db import migrations, models
from django.db.models import Max, Min, Sum
from django.db.models.functions import Lower


def join_entries(apps, schema_editor):
    """Keep the newest of the entries that say the same, and of a word's models the newest."""
    entries = apps.get_model("search", "LexiconEntry").objects.order_by("-updated_at", "-pk")
    kept = set()
    for entry in entries:
        word, target = entry.word.lower(), entry.target.lower()
        key = (entry.kind, word) if entry.kind == "model" else (entry.kind, word, target)
        if key in kept:
            entry.delete()
        kept.add(key)


def join_counts(apps, schema_editor):
    """Add up what was counted on one day for several addresses of the site."""
    counts = apps.get_model("search", "SearchCount").objects
    same = counts.values("day", "query").annotate(
        rows=models.Count("pk"), first=Min("pk"), sum=Sum("times"), most=Max("hits")
    )
    for each in same.filter(rows__gt=1):
        counts.filter(day=each["day"], query=each["query"]).exclude(pk=each["first"]).delete()
        counts.filter(pk=each["first"]).update(times=each["sum"], hits=each["most"])


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0003_one_council"),
        ("search", "0003_gathered_words"),
    ]

    operations = [
        migrations.RunPython(join_entries, migrations.RunPython.noop),
        migrations.RunPython(join_counts, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveConstraint("lexiconentry", "lexicon_entry_is_there_once"),
        migrations.RemoveConstraint("lexiconentry", "lexicon_word_has_one_model"),
        migrations.RemoveConstraint("searchcount", "a_search_is_counted_once_a_day"),
        migrations.RemoveField("lexiconentry", "site"),
        migrations.RemoveField("searchcount", "site"),
        migrations.AddConstraint(
            "lexiconentry",
            models.UniqueConstraint(
                models.F("kind"),
                Lower("word"),
                Lower("target"),
                name="lexicon_entry_is_there_once",
                violation_error_message="Sana on jo sanastossa.",
            ),
        ),
        migrations.AddConstraint(
            "lexiconentry",
            models.UniqueConstraint(
                Lower("word"),
                condition=models.Q(kind="model"),
                name="lexicon_word_has_one_model",
                violation_error_message="Sanalla on jo mallisana.",
            ),
        ),
        migrations.AddConstraint(
            "searchcount",
            models.UniqueConstraint(
                fields=("day", "query"),
                name="a_search_is_counted_once_a_day",
                violation_error_message="Haku on jo laskettu tälle päivälle.",
            ),
        ),
    ]
