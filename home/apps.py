from django.apps import AppConfig

from .incoming import form_field_patches


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Neuvottelukunta"

    def ready(self):
        form_field_patches.install()
        # It imports Wagtail's widgets, and with them models, which are not loaded any earlier.
        from .admin_scripts import install

        install()
