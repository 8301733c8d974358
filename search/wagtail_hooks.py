"""The search in the admin."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from .admin_views.lexicon import LexiconViewSet
from .admin_views.promotions import PromotionViewSet
from .admin_views.report import ReportViewSet


class SearchViewSetGroup(ViewSetGroup):
    """Admin menu of the search: lexicon, promotions and report."""

    items = (
        ReportViewSet("search_report"),
        PromotionViewSet("promotions"),
        LexiconViewSet("lexicon"),
    )
    menu_label = "Sivuston haku"
    menu_icon = "search"
    menu_name = "public-search"
    menu_order = 260


@hooks.register("register_admin_viewset")
def register_search_menu():
    return SearchViewSetGroup()
