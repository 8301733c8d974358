from django.db import models


class Level(models.TextChoices):
    """How much somebody else must say before a text becomes public."""

    CHAIR = "chair", "puheenjohtaja hyväksyy"
    SECOND_PAIR = "second_pair", "toinen henkilö tarkistaa"
    NONE = "none", "julkaistaan heti"
