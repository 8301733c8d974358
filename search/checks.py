"""System checks of the search for `manage.py check --deploy`."""

from django.core.checks import Tags, Warning, register

from .finnish import active_analyser


@register(Tags.compatibility, deploy=True)
def check_dictionary(app_configs, **kwargs):
    """Warn when no dictionary is installed: the search would still answer, but poorly."""
    if active_analyser().name != "snowball":
        return []
    return [
        Warning(
            "The search has no Finnish dictionary and only cuts endings.",
            hint="Install the locked packages, or libvoikko1 and voikko-fi.",
            id="search.W001",
        )
    ]
