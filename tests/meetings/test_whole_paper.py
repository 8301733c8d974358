"""The agenda of a meeting and its files as one PDF: order, bookmarks, what is left out."""

import datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from meetings.models import (
    AgendaItem,
    MeetingCall,
    MeetingDocument,
    MeetingInvitation,
    MeetingPage,
)
from tests.factories import make_document, make_meeting, make_person


def pdf_of(pages, **options) -> bytes:
    pdf, file = pikepdf.new(), BytesIO()
    for _number in range(pages):
        pdf.add_blank_page()
    pdf.save(file, **options)
    return file.getvalue()


def attach(meeting, title, name, content):
    document = make_document(meeting.get_parent(), name, content, title=name)
    MeetingDocument.objects.create(meeting=meeting, title=title, document=document)


@pytest.fixture
def meeting(council, roles):
    meeting = make_meeting(council, title="Kokous 13.3.2024", live=False)
    for number, title in enumerate(("Kokouksen avaus", "Talousarvio"), 1):
        AgendaItem.objects.create(meeting=meeting, number=number, title=title)
    attach(meeting, "Talousarvio", "talous.pdf", pdf_of(3))
    attach(meeting, "Taulukko", "taulukko.docx", b"PK\x03\x04 ei PDF")
    key = pikepdf.Encryption(owner="salainen", user="salainen")
    attach(meeting, "Salattu", "salattu.pdf", pdf_of(1, encryption=key))
    attach(meeting, "Rikki", "rikki.pdf", b"%PDF-1.7 ei jatkoa")
    MeetingDocument.objects.create(meeting=meeting, title="Puuttuva")
    attach(meeting, "Toiminta", "toiminta.pdf", pdf_of(2))
    return meeting


def screen(meeting):
    return f"/hallinta/kokous/{meeting.pk}/yhtena/"


def download(client, meeting):
    answer = client.get(f"/hallinta/kokous/{meeting.pk}/yhtena.pdf")
    assert answer["Content-Type"] == "application/pdf"
    content = b"".join(answer.streaming_content)
    return answer, pikepdf.open(BytesIO(content)), content


def text_of(content) -> str:
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


def iterate_titles(items):
    for item in items:
        yield item.title
        yield from iterate_titles(item.children)


def labels_of(pdf) -> list[str]:
    return [page.label for page in pdf.pages]


def test_everything_is_in_one_file_in_order(secretary, meeting):
    answer, pdf, _content = download(secretary, meeting)
    assert "esityslista-liitteineen.pdf" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    labels = labels_of(pdf)
    assert labels[0] == "1"
    assert labels[-5:] == [
        *(f"Asiakirja 1, s. {page}" for page in (1, 2, 3)),
        *(f"Asiakirja 2, s. {page}" for page in (1, 2)),
    ]
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        own = list(iterate_titles(outline.root[0].children))
    assert titles == ["Esityslista", "Liite: Talousarvio", "Liite: Toiminta"]
    assert any("Kokouksen avaus" in title for title in own)
    assert str(pdf.docinfo["/Title"]) == "Kokous 13.3.2024: Esityslista"


def test_the_paper_says_what_is_not_in_it(secretary, meeting):
    text = text_of(download(secretary, meeting)[2])
    assert "Taulukko (ei mukana: tiedosto ei ole PDF vaan DOCX)" in text
    assert "Salattu (ei mukana: tiedosto on suojattu salasanalla)" in text
    assert "Rikki (ei mukana: tiedosto on vioittunut)" in text
    assert "Puuttuva (ei mukana: tiedostoa ei ole)" in text
    assert "Toiminta (ei mukana" not in text


def test_the_screen_lists_what_is_known_before(secretary, meeting):
    text = secretary.get(screen(meeting)).text
    assert "Liite: Taulukko (ei mukana: tiedosto ei ole PDF vaan DOCX)" in text
    assert "Lataa yhtenä PDF:nä" in text
    assert screen(meeting) in secretary.get(f"/hallinta/pages/{meeting.pk}/edit/").text


def test_only_staff_get_it(client, as_user, meeting):
    address = f"/hallinta/kokous/{meeting.pk}/yhtena.pdf"
    assert "/hallinta/login/" in client.get(address).url
    outsider = as_user("communications")
    outsider.user.groups.clear()
    assert outsider.get(address).status_code in (302, 403)


def test_what_runs_in_an_attachment_does_not_travel(secretary, meeting):
    pdf, file = pikepdf.open(BytesIO(pdf_of(1))), BytesIO()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script
    )
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(link)]))
    pdf.pages[0].AA = pikepdf.Dictionary(O=script)
    pdf.Root.OpenAction = script
    pdf.save(file)
    attach(meeting, "Ohjelma", "ohjelma.pdf", file.getvalue())
    _answer, whole, _content = download(secretary, meeting)
    saved = BytesIO()
    whole.save(saved, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"app.alert" not in saved.getvalue()


def test_sixty_files_and_a_limit(secretary, meeting, monkeypatch):
    for number in range(58):
        attach(meeting, f"Liite {number}", f"{number}.pdf", pdf_of(1))
    _answer, pdf, _content = download(secretary, meeting)
    assert labels_of(pdf)[-1] == "Asiakirja 60, s. 1"
    monkeypatch.setattr("meetings.pdf.whole.MOST_BYTES", 1)
    assert "tiedostoja on yhteen PDF:ään liikaa" in secretary.get(screen(meeting)).text


class TestLinkOfTheCalled:
    """Invitees get the public papers of the meeting through the link in the call."""

    @pytest.fixture
    def called(self, meeting):
        MeetingPage.objects.filter(pk=meeting.pk).update(live=True, state="called")
        meeting = MeetingPage.objects.get(pk=meeting.pk)
        ReferenceIndex.create_or_update_for_object(meeting)
        call = MeetingCall.objects.create(meeting=meeting, subject="Kutsu")
        invitation = MeetingInvitation(call=call, person=make_person())
        token = invitation.renew(timezone.now() + datetime.timedelta(days=1))
        return invitation, reverse("meeting_paper", args=[token])

    def test_opens_it(self, client, called):
        _invitation, address = called
        page = client.get(address.removesuffix("asiakirjat.pdf")).text
        assert f'href="{address}"' in page
        content = b"".join(client.get(address).streaming_content)
        with pikepdf.open(BytesIO(content)) as pdf:
            assert labels_of(pdf)[-1] == "Asiakirja 2, s. 2"

    def test_opens_no_file_that_readers_do_not_see(self, client, called):
        _invitation, address = called
        ReferenceIndex.objects.all().delete()
        text = text_of(b"".join(client.get(address).streaming_content))
        assert "Talousarvio (ei mukana: sinulla ei ole oikeutta tiedostoon)" in text

    def test_opens_nothing_once_the_meeting_or_the_link_is_gone(self, client, called):
        invitation, address = called
        assert client.post(address).status_code == 405
        MeetingInvitation.objects.update(expires_at=timezone.now())
        assert client.head(address)["Content-Type"] == "application/pdf", "it begins, and serves on"
        MeetingPage.objects.update(live=False)
        assert client.get(address).status_code == 410
        invitation.delete()
        assert client.get(address).status_code == 404
