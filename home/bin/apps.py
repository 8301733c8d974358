from importlib import import_module

from django.apps import AppConfig


class BinConfig(AppConfig):
    name = "home.bin"
    label = "bin"
    verbose_name = "Roskakori"

    def ready(self):
        import_module("home.bin.receivers")
