"""Words outside the dictionary, maintained by the editors."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class LexiconEntry(models.Model):
    """A local word, an abbreviation or a synonym, with what the search makes of it."""

    class Kind(models.TextChoices):
        MODEL = "model", "Taipuu kuten"
        ABBREVIATION = "abbreviation", "Lyhenne"
        SYNONYM = "synonym", "Synonyymi"

    kind = models.CharField("laji", max_length=20, choices=Kind.choices)
    word = models.CharField(
        "sana",
        max_length=100,
        help_text="Sana perusmuodossa tai lyhenne, esimerkiksi Klamila tai STEA.",
    )
    target = models.CharField(
        "vastine",
        max_length=200,
        help_text="Taipuu kuten: tuttu sana, joka taipuu samalla tavalla (Klamila taipuu kuten "
        "Kouvola). Lyhenne: mitä lyhenne tarkoittaa. Synonyymi: toinen sana samasta asiasta; "
        "haku löytää kummallakin sanalla.",
    )
    note = models.CharField("muistiinpano", max_length=200, blank=True)
    updated_at = models.DateTimeField("muutettu", auto_now=True)

    class Meta:
        verbose_name = "sanaston sana"
        verbose_name_plural = "sanaston sanat"
        ordering = [Lower("word"), "kind"]
        constraints = [
            models.UniqueConstraint(
                "kind",
                Lower("word"),
                Lower("target"),
                name="lexicon_entry_is_there_once",
                violation_error_message="Sana on jo sanastossa.",
            ),
            models.UniqueConstraint(
                Lower("word"),
                condition=Q(kind="model"),
                name="lexicon_word_has_one_model",
                violation_error_message="Sanalla on jo mallisana.",
            ),
        ]

    def __str__(self):
        return f"{self.word} – {self.target}"
