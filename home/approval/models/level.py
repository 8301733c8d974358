from django.db import models


class Level(models.TextChoices):
    """Whose approval a text needs before it becomes public."""

    CHAIR = "chair", "puheenjohtaja hyväksyy"
    SECOND_PAIR = "second_pair", "toinen henkilö tarkistaa"
    NONE = "none", "julkaistaan heti"
