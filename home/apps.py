from importlib import import_module

from django.apps import AppConfig

from .incoming import door


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Neuvottelukunta"

    def ready(self):
        # Views can be imported only now that every app is there.
        door.install()
        import_module("home.exports").install()
