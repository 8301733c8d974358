"""Forwarding a reader's message to the holder of a seat, without revealing any address."""

from django.db import transaction

from home.contact import may_send_receipt
from home.council import get_council
from home.mail.outbox import MailContent, Recipient, post_mail

CLOSING = "Sivusto ei näytä osoitettasi kenellekään. Vastaat vain, jos haluat."


def contactable_holders(holders) -> list[Recipient]:
    """Return the holders who agreed to be contacted; deputies only if there are no members."""
    people = [mandate.person for mandate in holders.members or holders.mandates]
    return [
        Recipient(person.contact_email, str(person))
        for person in people
        if person.contact_email and person.contact_consent_on
    ]


@transaction.atomic
def forward_message(form, holders) -> None:
    """Mail the message to each holder, or to the secretariat if none has agreed to be contacted."""
    data, council = form.cleaned_data, get_council()
    people = contactable_holders(holders)
    secretariat = Recipient(council.contact_email, council.contact_name)
    for person in people or [secretariat]:
        make_content = mail_to_holder if people else mail_to_secretariat
        post_mail("contact", person, make_content(data, holders), reply_to=data["email"])
    if may_send_receipt(data["email"]):
        post_mail("receipt", Recipient(data["email"]), contact_receipt(holders))


def mail_to_holder(data, holders) -> MailContent:
    return MailContent(
        f"Viesti sinulle: {holders.seat}",
        (
            f"Sinulle on kirjoitettu sivuston lomakkeella. Tehtäväsi: {holders.seat}.",
            data["message"],
            f"{data['name']}\n{data['email']}",
        ),
        after=(CLOSING,),
    )


def mail_to_secretariat(data, holders) -> MailContent:
    names = ", ".join(str(mandate.person) for mandate in holders.mandates)
    return MailContent(
        f"Viesti välitettäväksi: {holders.seat}",
        (
            f"Viesti on osoitettu tehtävään {holders.seat}. "
            + (f"Tehtävässä: {names}. " if names else "Paikka on täyttämättä. ")
            + "Sivustolla ei ole tehtävän hoitajan yhteystietoa, joten välitä viesti hänelle "
            "tai vastaa itse.",
            data["message"],
            f"{data['name']}\n{data['email']}",
        ),
    )


def contact_receipt(holders) -> MailContent:
    """Return the receipt, without the message: else anyone could mail any text to anyone."""
    return MailContent(
        f"Viestisi on vastaanotettu: {holders.seat}",
        (
            f"Viestisi tehtävään {holders.seat} on vastaanotettu ja välitetään eteenpäin.",
            "Jos et ole lähettänyt viestiä, joku on kirjoittanut osoitteesi vahingossa. Silloin "
            "sinun ei tarvitse tehdä mitään.",
        ),
    )
