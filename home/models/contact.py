from http import HTTPMethod

from django.shortcuts import redirect
from django.template.response import TemplateResponse

from home.web.accessible_copy import request_for

from ..contact import ContactForm, written_in
from ..council import the_council
from ..strangers import deliver, refusal_of_number
from .standard import TextPage


class ContactPage(TextPage):
    """How to contact the council: a form, without published addresses."""

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
        context["council"] = council = the_council()
        context["sent"] = "lahetetty" in request.GET
        context["form"] = blank_form(request) if council.contact_email else None
        return context

    def serve(self, request, *args, **kwargs):
        if request.method == "POST":
            return self.receive(request)
        return super().serve(request, *args, **kwargs)

    def receive(self, request):
        """Accept the message, or show the form again with everything that was typed."""
        context = self.get_context(request)
        form, is_closed = ContactForm(request.POST), context["form"] is None
        context |= {"written": written_in(form)} if is_closed else {"form": form}
        status = 422 if is_closed else self.take(request, form)
        if status == 200:
            return redirect(f"{self.get_url(request)}?lahetetty=1")
        return TemplateResponse(request, self.get_template(request), context, status=status)

    def take(self, request, form) -> int:
        """Return the status of the attempt: 200 accepted, 422 invalid, 429 too many messages."""
        if not form.is_valid():
            return 422
        if refusal := refusal_of_number(request):
            form.add_error(None, refusal)
            return 429
        deliver(form)
        return 200


def blank_form(request) -> ContactForm:
    """Return an empty form, with a request for a file filled in if the reader came from one."""
    form = ContactForm()
    form.initial["message"] = request_for(request.GET.get("asiakirja", ""))
    return form
