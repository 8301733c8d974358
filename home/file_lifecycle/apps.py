from django.apps import AppConfig


class FileLifecycleConfig(AppConfig):
    name = "home.file_lifecycle"
    label = "file_lifecycle"
    verbose_name = "Tiedostojen versiot"
