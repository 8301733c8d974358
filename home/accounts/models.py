from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Someone who logs in: communications staff, a secretary, a chair."""

    class Meta:
        verbose_name = "käyttäjä"
        verbose_name_plural = "käyttäjät"
