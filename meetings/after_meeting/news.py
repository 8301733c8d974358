"""The draft of a news item about a meeting."""

from home.approval.models.bundle import Companion
from home.models import NewsIndexPage, NewsPage, RelatedPage

from ..minutes.serialise import rich_text_as_text

LONGEST_LEAD = NewsPage._meta.get_field("lead").max_length


def list_for_news(meeting, user) -> NewsIndexPage | None:
    """Return where the user may add news about the meeting; None if there is news already."""
    if meeting.news_about_it.exists():
        return None
    lists = NewsIndexPage.objects.order_by("path")
    return next((each for each in lists if each.permissions_for_user(user).can_add_subpage()), None)


def draft_news(meeting, parent, title: str, user) -> NewsPage:
    """Store a draft about the meeting that is approved together with it; return the draft."""
    summary = " ".join(rich_text_as_text(meeting.summary).replace("• ", "").split("\n"))
    news = NewsPage(title=title, lead=summary[:LONGEST_LEAD], live=False)
    news.related_pages.add(RelatedPage(page_id=meeting.pk))
    parent.add_child(instance=news)
    news.save_revision(user=user, log_action=True, clean=False)
    Companion.objects.get_or_create(page_id=meeting.pk, draft_id=news.pk)
    return news
