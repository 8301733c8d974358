from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "home.texts"
    label = "texts"
    verbose_name = "Asiakirjojen teksti"
