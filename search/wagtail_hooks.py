"""The search in the admin."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from .finnish import active_analyser
from .lexicon_admin import LexiconViewSet
from .promotion_admin import PromotionViewSet
from .report_admin import ReportViewSet


class SearchViewSetGroup(ViewSetGroup):
    """Everything with which editors help readers to find."""

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
def in_the_menu():
    return SearchViewSetGroup()


@hooks.register("find_base_forms")
def base_forms_of(word: str) -> tuple[str, ...]:
    """Lend the dictionary to other apps: the possible base forms of one word."""
    return active_analyser().terms(word.lower()).lemmas
