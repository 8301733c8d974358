from django.apps import AppConfig


class PdfCheckConfig(AppConfig):
    name = "home.pdf_accessibility"
    label = "pdfcheck"
    verbose_name = "Asiakirjojen saavutettavuus"
