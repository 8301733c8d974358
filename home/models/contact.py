import logging
from http import HTTPMethod

from axes.helpers import get_client_ip_address
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from ..contact import TOO_MANY, ContactForm, deliver, too_many
from ..pdfcheck.asking import request_for
from .council import HomePage
from .standard import TextPage

logger = logging.getLogger(__name__)


class ContactPage(TextPage):
    """How to reach the council: a form, no printed addresses."""

    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]

    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    page_description = "Yhteydenottolomake. Viestit menevät neuvottelukunnan sähköpostiin."
    template = "home/contact_page.html"

    class Meta:
        verbose_name = "yhteydenotto"
        verbose_name_plural = "yhteydenottosivut"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["council"] = council = HomePage.objects.ancestor_of(self).get()
        context["sent"] = "lahetetty" in request.GET
        context["form"] = blank_form(request) if council.contact_email else None
        return context

    def serve(self, request, *args, **kwargs):
        if request.method == "POST":
            return self.receive(request)
        return super().serve(request, *args, **kwargs)

    def receive(self, request):
        """Sends the message, or shows the form again with everything that was written."""
        context = self.get_context(request)
        if context["form"] is None:
            return super().serve(request)
        context["form"] = form = ContactForm(request.POST)
        status = 422
        if form.is_valid():
            status = self.send(request, form, context["council"])
            if status == 200:
                return redirect(f"{self.get_url(request)}?lahetetty=1")
        return TemplateResponse(request, self.get_template(request), context, status=status)

    def send(self, request, form, council) -> int:
        """The status of the attempt: 200 sent, 429 too many, 503 the mail did not go."""
        if too_many(get_client_ip_address(request)):
            form.add_error(None, TOO_MANY)
            return 429
        try:
            deliver(form, council)
        except OSError:
            logger.exception("A message from the contact form could not be mailed")
            form.add_error(
                None, "Viestiä ei saatu lähetettyä. Tekstisi on tallessa alla: yritä hetken päästä."
            )
            return 503
        return 200


def blank_form(request) -> ContactForm:
    """The form as it opens, with a request in it when the reader comes from a file."""
    form = ContactForm()
    form.initial["message"] = request_for(request.GET.get("asiakirja", ""))
    return form
