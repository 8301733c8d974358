from .base import Approvable, BasePage, BasePageQuerySet, IndexPage, load_labelled
from .contact import ContactPage
from .council import HomePage, only_council
from .goals import GoalIndexPage, GoalPage, TaskIndexPage, TaskPage
from .news import NewsIndexPage, NewsPage, RelatedPage
from .standard import StandardPage

__all__ = [
    "Approvable",
    "BasePage",
    "BasePageQuerySet",
    "ContactPage",
    "GoalIndexPage",
    "GoalPage",
    "HomePage",
    "IndexPage",
    "NewsIndexPage",
    "NewsPage",
    "RelatedPage",
    "StandardPage",
    "TaskIndexPage",
    "TaskPage",
    "load_labelled",
    "only_council",
]
