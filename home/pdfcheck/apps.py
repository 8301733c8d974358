from django.apps import AppConfig


class PdfCheckConfig(AppConfig):
    name = "home.pdfcheck"
    label = "pdfcheck"
    verbose_name = "Asiakirjojen saavutettavuus"
