"""The lexicon in the admin, and a form that shows how the search analyses a word."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from ..finnish import Analyser, TokenTerms, active_analyser, normalise, query_groups
from ..finnish.swedish import INSIDE as INSIDE_SWEDISH
from ..finnish.swedish import PREFIX as SWEDISH
from ..index.rebuild import count_outdated
from ..models import LexiconEntry
from ..store.lexicon import current_analyser

LONGEST_TRY = 500  # characters
Kind = LexiconEntry.Kind
DICTIONARIES = {
    "libvoikko": "Voikko, palvelimen oma sanakirja",
    "pyvoikko": "Voikko, sivuston mukana tuleva sanakirja",
    "snowball": "ei sanakirjaa",
}


# The form


class LexiconForm(WagtailAdminModelForm):
    """Rejects entries that could not work, with the reason."""

    def clean_word(self):
        return " ".join(normalise(self.cleaned_data["word"]).split())

    def clean_target(self):
        return " ".join(normalise(self.cleaned_data["target"]).split())

    def clean(self):
        cleaned = super().clean()
        word, target = cleaned.get("word", ""), cleaned.get("target", "")
        if word and target:
            if word.lower() == target.lower():
                self.add_error("target", "Sana ja vastine ovat sama sana.")
            elif cleaned.get("kind") == Kind.MODEL:
                self.check_model(word.lower(), target.lower())
        return cleaned

    def check_model(self, word, model):
        """Check that the model is a known word with the same ending as the entry."""
        if not (word.isalpha() and model.isalpha()):
            self.add_error("word", "Kirjoita yksi sana ja yksi mallisana ilman väliviivoja.")
        elif not any(r.lemma == model for r in active_analyser().words.readings(model)):
            self.add_error("target", "Sanakirja ei tunne mallisanaa perusmuodossa. Valitse toinen.")
        elif word[-1] != model[-1]:
            self.add_error("target", "Mallisanan pitää päättyä samaan kirjaimeen kuin sanan.")


# The views


class LexiconIndex(generic.IndexView):
    """The list of entries below a field in which any word can be tried."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | trial_context(self.request)


class LexiconViewSet(ModelViewSet):
    model = LexiconEntry
    name = "lexicon"
    url_prefix = "sanasto"
    icon = "openquote"
    menu_label = "Haun sanasto"
    menu_order = 310
    add_to_settings_menu = True
    template_prefix = "admin/search/lexicon_"
    index_view_class = LexiconIndex
    copy_view_enabled = False
    list_display = [
        "word",
        Column("get_kind_display", label="Laji", sort_key="kind"),
        "target",
        DateColumn("updated_at", label="Muutettu", sort_key="updated_at"),
    ]
    list_filter = ["kind"]
    search_fields = ["word", "target"]
    list_per_page = 50
    add_to_reference_index = False
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("kind", "word", "target", "note")],
        base_form_class=LexiconForm,
    )

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("kokeilu/", try_word, name="try")]


# Analysis of a word


@dataclass(frozen=True)
class AnalysedWord:
    """A word of a text as the search analyses it."""

    text: str
    known: bool
    terms: TokenTerms
    others: tuple[str, ...]

    @property
    def base_forms(self):
        return [term.removeprefix(SWEDISH) for term in self.terms.lemmas]

    @property
    def parts(self):
        return [term for term in self.terms.parts if not term.startswith(INSIDE_SWEDISH)]

    @property
    def swedish(self):
        return any(term.startswith(SWEDISH) for term in self.terms.lemmas)


def analyse_words(analyser: Analyser, text: str) -> list[AnalysedWord]:
    """Return every word of the text with its terms, and the further terms of a query for it."""
    synonyms = {
        group.start: tuple(
            dict.fromkeys(" ".join(a.terms) for a in group.alternatives if a.why == "synonym")
        )
        for group in query_groups(analyser, text)
    }
    return [
        AnalysedWord(
            text=word.token.text,
            known=analyser.known(word.token.text) or not word.token.text.strip("-").isalpha(),
            terms=word,
            others=synonyms.get(word.token.start, ()),
        )
        for word in analyser.analyse(text)
    ]


def trial_context(request) -> dict:
    """Return the context of the trial field: the dictionary in use, and the typed text."""
    analyser = current_analyser()
    text = request.GET.get("koe", "")[:LONGEST_TRY]
    return {
        "dictionary": DICTIONARIES[analyser.name],
        "missing": analyser.name == "snowball",
        "analysis": f"{analyser.version} ({analyser.words.backend.version})",
        "outdated": count_outdated(),
        "trial": text,
        "understood": analyse_words(analyser, text),
    }


def try_word(request):
    """Render only the result, for the field that requests it during typing."""
    if not request.user.has_perm("search.view_lexiconentry"):
        raise PermissionDenied
    return TemplateResponse(request, "admin/search/understood.html", trial_context(request))
