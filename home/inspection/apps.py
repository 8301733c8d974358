from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "home.inspection"
    label = "inspection"
    verbose_name = "Tiedostojen sisällön tarkistus"
