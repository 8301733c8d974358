from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "home.documents"
    label = "documents"
    verbose_name = "Asiakirjat ja kuvat"

    def ready(self):
        from .uploads import install_upload_checks

        install_upload_checks()
