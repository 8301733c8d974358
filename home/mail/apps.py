from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "home.mail"
    label = "mail"
    verbose_name = "Lähtevä posti"
