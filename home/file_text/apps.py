from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "home.file_text"
    label = "texts"
    verbose_name = "Asiakirjojen teksti"
