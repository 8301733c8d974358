from importlib import import_module

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "home.documents"
    label = "documents"
    verbose_name = "Asiakirjat ja kuvat"

    def ready(self):
        import_module("home.documents.uploads").install()
