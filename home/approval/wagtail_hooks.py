"""What the chair is told in the admin."""

from django.contrib import messages
from wagtail import hooks
from wagtail.models import Page


@hooks.register("after_edit_page")
def tell_that_it_is_public(request, page):
    """Wagtail only says that the page was saved; the chair should know that readers now see it."""
    if "approve" not in request.POST.get("workflow-action-name", ""):
        return
    if Page.objects.filter(pk=page.pk, live=True, has_unpublished_changes=False).exists():
        messages.success(request, f"Hyväksyit sivun ”{page.title}”. Lukijat näkevät sen nyt.")
