"""Inflected names are found in texts, files and addresses."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from networks.retention.names import PersonName, forget_names
from networks.retention.personal_data_search import seek_people
from networks.retention.surnames import surname_places
from tests.factories import make_document, make_person, make_text_page, mark_read

INFLECTED = {
    "Mattila": "Mattilan Mattilaa Mattilassa Mattilasta Mattilaan Mattilalla Mattilalta Mattilalle",
    "Virtanen": "Virtasen Virtasta Virtaseen Virtaselle",
    "Mäki": "Mäen Mäkeä Mäelle Mäkeen",
    "Joki": "Joen Jokea Joelle Jokeen",
    "Lahti": "Lahden Lahtea Lahdelle Lahteen",
    "Susi": "Suden Sudelle Suteen",
    "Lumme": "Lumpeen Lummetta Lumpeelle Lummeelle",
    "Porras": "Portaan Portaalle",
    "Markus": "Markuksen Markukselle",
    "Sjöberg": "Sjöbergin Sjöbergille",
}
PAIRS = [(last, form) for last, words in INFLECTED.items() for form in words.split()]
# Forms that the dictionary knows but our rules do not produce.
BY_DICTIONARY = [("Virtanen", "Virtasten"), ("Mattila", "Mattiloiden"), ("Mäki", "Mäkien")]


@pytest.mark.parametrize(("last", "form"), PAIRS)
def test_the_whole_name_goes_in_every_case(last, form):
    text = forget_names(f"Kokous antoi tehtävän: Ahti {form} vastaa.", [PersonName("Ahti", last)])
    assert form not in text and "Ahti" not in text
    assert "edustaja" in text


@pytest.mark.parametrize(
    ("last", "form"), [(last, form) for last, form in PAIRS if "ä" not in last]
)
def test_addresses_hold_inflected_names_too(last, form):
    name = PersonName("Ahti", last)
    slug = form.lower().replace("ö", "o").replace("ä", "a")
    assert name.in_addresses.search(f"ahti-{slug}-puhe")
    assert not name.in_addresses.search("ahti-matalan-puhe")


@pytest.mark.django_db
class TestSurnameAlone:
    def found(self, person):
        return [place.words for place in surname_places(seek_people([person]))]

    @pytest.mark.parametrize(("last", "form"), PAIRS)
    def test_in_a_text(self, council, last, form):
        person = make_person(first_name="Ahti", last_name=last)
        make_text_page(council, title="Uutinen", lead=f"Asia annettiin. {form} työ jatkuu.")
        assert any(form in words for words in self.found(person))

    @pytest.mark.needs("voikko")
    @pytest.mark.parametrize(("last", "form"), BY_DICTIONARY)
    def test_in_a_form_that_only_the_dictionary_knows(self, council, last, form):
        person = make_person(first_name="Ahti", last_name=last)
        make_text_page(council, title="Uutinen", lead=f"Asia annettiin. {form} työ jatkuu.")
        assert any(form in words for words in self.found(person))

    def test_in_a_file_and_in_its_name(self, council):
        person = make_person(first_name="Ahti", last_name="Joki")
        document = make_document(council, name="joen_lausunto.pdf", title="Lausunto")
        mark_read(document, text="Pöytäkirjan tarkastavat Joen lisäksi muut.")
        found = " ".join(self.found(person))
        assert "joen_lausunto" in found and "Joen lisäksi" in found

    def test_in_addresses(self, council):
        person = make_person(first_name="Ahti", last_name="Lahti")
        make_text_page(council, title="Haastattelu", slug="haastattelussa-lahden-mietteet")
        Redirect.objects.create(old_path="/lahdelle-kiitos", redirect_link="/etusivu/")
        found = " ".join(self.found(person))
        assert "haastattelussa-lahden-mietteet" in found and "lahdelle-kiitos" in found

    def test_other_words_are_no_surname(self, council):
        person = make_person(first_name="Ahti", last_name="Mattila")
        make_text_page(council, title="Uutinen", lead="Matalan kynnyksen paikka Mattilantiellä.")
        assert set(self.found(person)) == {"Mattila"}, "the person's own entry and nothing else"

    def test_is_listed_before_and_after_a_removal(self, secretary, council):
        person = make_person(first_name="Ahti", last_name="Joki")
        person.save_revision(user=secretary.user)
        make_text_page(council, title="Uutinen", lead="Joen mielestä riittää.")
        address = reverse("remove_name", args=[person.pk])
        assert "Joen mielestä" in secretary.get(address).text
        answer = secretary.post(address, {"understood": "on"}, follow=True)
        assert "Nimi tai sukunimi on vielä 1 paikassa." in answer.text
