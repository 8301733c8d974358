from http import HTTPMethod

from django.shortcuts import redirect
from django.template.response import TemplateResponse

from home.findable import FactAnswer
from home.web.accessible_copy import make_copy_request, make_file_request

from ..contact import ContactForm, list_typed_fields
from ..council import get_council
from ..strangers import deliver_message, explain_limit
from .standard import TextPage

# Base forms of a question for the council's contact details, and of nobody else's.
CONTACT = frozenset(
    {"yhteystieto", "yhteydenotto", "yhteys", "puhelin", "puhelinnumero", "osoite", "postiosoite"}
    | {"käyntiosoite", "sähköposti", "sähköpostiosoite", "contact", "kontakt", "kontakta"}
)
BESIDES = frozenset({"ottaa", "neuvottelukunta", "sihteeristö", "järjestö", "saada", "löytyä"})


class ContactPage(TextPage):
    """How to contact the council: a form, without published addresses."""

    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]

    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    page_description = "Yhteydenottolomake. Viestit menevät neuvottelukunnan sähköpostiin."
    template = "home/contact_page.html"
    everyday_words = "yhteystiedot, ota yhteyttä, palaute, puhelin, osoite, sähköposti, kontakta"

    class Meta:
        verbose_name = "yhteydenotto"
        verbose_name_plural = "yhteydenottosivut"

    @classmethod
    def recognises(cls, question) -> bool:
        return (
            question.year is None
            and question.says_only(CONTACT | BESIDES)
            and question.has(CONTACT)
        )

    def answer_question(self, question):
        """Return where to write to the council."""
        return [FactAnswer(self.title, tuple(filter(None, (self.lead_text,))))]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["council"] = council = get_council()
        context["sent"] = "lahetetty" in request.GET
        context["form"] = make_blank_form(request) if council.contact_email else None
        return context

    def serve(self, request, *args, **kwargs):
        if request.method == "POST":
            return self.receive(request)
        return super().serve(request, *args, **kwargs)

    def receive(self, request):
        """Accept the message, or show the form again with everything that was typed."""
        context = self.get_context(request)
        form, is_closed = ContactForm(request.POST), context["form"] is None
        context |= {"written": list_typed_fields(form)} if is_closed else {"form": form}
        status = 422 if is_closed else self.take(request, form)
        if status == 200:
            return redirect(f"{self.get_url(request)}?lahetetty=1")
        return TemplateResponse(request, self.get_template(request), context, status=status)

    def take(self, request, form) -> int:
        """Return the status of the attempt: 200 accepted, 422 invalid, 429 too many messages."""
        if not form.is_valid():
            return 422
        if refusal := explain_limit(request):
            form.add_error(None, refusal)
            return 429
        deliver_message(form)
        return 200


def make_blank_form(request) -> ContactForm:
    """Return an empty form, with a request for a file filled in if the reader came from one."""
    form = ContactForm()
    wanted = request.GET.get("puuttuva", "")
    copy = make_copy_request(request.GET.get("asiakirja", ""))
    form.initial["message"] = copy or make_file_request(wanted)
    return form
