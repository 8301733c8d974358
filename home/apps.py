from django.apps import AppConfig

from .incoming import door


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Neuvottelukunta"

    def ready(self):
        door.install()
