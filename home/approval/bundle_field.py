"""The field in the page editor for drafts to be approved together with the page."""

from django import forms
from django.db.models import Case, IntegerField, Q, Value, When
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from .bundle import is_waiting_for_approval
from .models.bundle import Companion
from .revision_rows import PageForm

LIMIT = 20
NAME = "bundle_drafts"


class DraftsField(forms.ModelMultipleChoiceField):
    """A choice of drafts, labelled by title and page type."""

    def label_from_instance(self, page):
        return f"{page.get_admin_display_title()} ({page.page_type_display_name})"


class BundleForm(PageForm):
    """The form of a page with which other drafts can be approved."""

    bundle_drafts = DraftsField(
        queryset=Page.objects.none(),
        required=False,
        label="Hyväksytään samalla",
        widget=forms.CheckboxSelectMultiple,
        help_text="Valitse luonnokset, jotka hyväksytään ja julkaistaan samalla kertaa tämän "
        "sivun kanssa, esimerkiksi kokouksen tiedote.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if NAME not in self.fields:
            return
        drafts = find_bundle_candidates(self.instance, self.for_user) if self.instance.pk else []
        if not drafts:
            del self.fields[NAME]
            return
        keys = [page.pk for page in drafts]
        self.fields[NAME].queryset = order_pages_by_keys(keys)
        self.initial[NAME] = list(get_companions(self.instance).values_list("draft", flat=True))

    def save(self, commit=True):
        page = super().save(commit)
        if NAME in self.cleaned_data:
            set_companions(page, self.cleaned_data[NAME])
        return page


class BundlePanel(FieldPanel):
    """The panel of the choice, hidden when there are no drafts to choose."""

    def __init__(self, field_name=NAME, **options):
        super().__init__(field_name, **options)


def get_companions(page):
    return Companion.objects.filter(page=page.pk)


def set_companions(page, drafts):
    """Make these drafts, and no others, the companions of the page."""
    get_companions(page).exclude(draft__in=drafts).delete()
    for draft in drafts:
        Companion.objects.get_or_create(page_id=page.pk, draft=draft)


def find_bundle_candidates(page, user) -> list[Page]:
    """Return the drafts that can be added: news about the page first, then the newest."""
    about_it = page.news_about_it.values("news")
    drafts = (
        Page.objects.filter(Q(live=False) | Q(has_unpublished_changes=True), expired=False)
        .exclude(pk=page.pk)
        .order_by(
            Case(When(pk__in=about_it, then=0), default=1), "-latest_revision_created_at", "-pk"
        )
    )
    found = [draft.specific_deferred for draft in drafts[: LIMIT * 2]]
    return [draft for draft in found if can_join_bundle(draft, user)][:LIMIT]


def can_join_bundle(draft, user) -> bool:
    """Return whether the draft does not wait for approval and the user may edit it."""
    waits = is_waiting_for_approval(draft)
    return not waits and draft.permissions_for_user(user).can_edit()


def order_pages_by_keys(keys: list[int]):
    """Return the pages with these keys, as a queryset in the order of the keys."""
    order = Case(
        *(When(pk=key, then=Value(place)) for place, key in enumerate(keys)),
        output_field=IntegerField(),
    )
    return Page.objects.filter(pk__in=keys).order_by(order)
