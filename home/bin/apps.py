from django.apps import AppConfig


class BinConfig(AppConfig):
    name = "home.bin"
    label = "bin"
    verbose_name = "Roskakori"

    def ready(self):
        from . import receivers  # noqa: F401  it connects itself
