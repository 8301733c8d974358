from django.apps import AppConfig

from .incoming import form_field_patches


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Neuvottelukunta"

    def ready(self):
        form_field_patches.install_field_patches()
        # This imports Wagtail's widgets, and through them models, which are not loaded before
        # ready().
        from .admin_scripts import install_chooser_rendering

        install_chooser_rendering()
