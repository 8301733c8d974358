"""The search in the admin: its report among the reports, its words among the settings."""

from wagtail import hooks

from .admin_views.lexicon import LexiconViewSet
from .admin_views.promotions import PromotionViewSet
from .admin_views.report import ReportViewSet


@hooks.register("register_admin_viewset")
def register_search_views():
    return [
        ReportViewSet("search_report"),
        PromotionViewSet("promotions"),
        LexiconViewSet("lexicon"),
    ]
