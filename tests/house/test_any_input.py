"""Any input: every parser and field accepts or refuses it, and every output can be read."""

import csv
import datetime
import io
import json
import tempfile
from collections import Counter
from contextlib import suppress
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from openpyxl import load_workbook

from home.file_text.reading import ENDED, extract_pages
from home.incoming.days import Years, parse_day
from home.incoming.hours import parse_moment, parse_time
from home.incoming.text import clean_line, clean_text, clean_values, comparison_key
from home.incoming.wrappers import unwrap_links
from meetings.importing import source
from meetings.minutes import read_text
from networks.sheet.reading import UnreadableSheet, read_sheet
from tests.any_input import any_text, no_hang, sendable, storable
from tests.home.file_parsing.hiding import places
from tests.home.file_parsing.test_hostile import SOUND, spoiled
from tests.house.test_endpoint_matrix import SCRIPTED, Poster, World, fields, readable
from tests.trials import seeded_random, trials

TODAY, YEARS = datetime.date(2027, 5, 12), Years(1900, 2047)
# Each parser, and the exceptions by which it refuses.
PARSERS = {
    "text": (clean_text, ()),
    "line": (clean_line, ()),
    "values": (lambda text: clean_values({"a": [text, {"b": text}]}), ()),
    "key": (comparison_key, ()),
    "links": (unwrap_links, ()),
    "day": (lambda text: parse_day(text, TODAY, YEARS), (ValueError, ValidationError)),
    "time": (parse_time, (ValueError, ValidationError)),
    "moment": (lambda text: parse_moment(text, TODAY, YEARS), (ValueError, ValidationError)),
    "minutes": (read_text, ()),
    "sheet": (
        lambda text: read_sheet(f"Etunimi;Sukunimi;Paikka\n{text}\n".encode("utf-8", "replace")),
        (UnreadableSheet,),
    ),
    "sheet alone": (lambda text: read_sheet(text.encode("utf-16", "replace")), (UnreadableSheet,)),
}
PUBLIC = ["/haku/", "/haku/ehdotukset/", "/edustajat/", "/kokoukset/", "/ota-yhteytta/"]
QUERIES = ["q", "sivu", "vuosi", "nimi", "aihe", "kunta", "henkilo", "paiva", "laji", "next"]


@pytest.mark.endurance
def test_every_parser_takes_or_refuses_any_text():
    chance, ends = seeded_random("parsers"), Counter()
    for number in range(trials(600, 8_000)):
        name = list(PARSERS)[number % len(PARSERS)]
        parse, refusals = PARSERS[name]
        text = any_text(chance, chance.choice((1, 1, 2, 5)))
        try:
            with no_hang():
                parse(text)
            ends[f"{name} read"] += 1
        except refusals:
            ends[f"{name} refused"] += 1
        except Exception as error:
            raise AssertionError(f"{name}: {text!r}") from error
    print(dict(ends))


def form_fields(world) -> dict:
    """Return every field of every form in the admin, by form and name."""
    poster, found = Poster(world), {}
    for _, address in readable(world):
        with transaction.atomic():
            answer = poster.clients["superuser"].get(address)
            transaction.set_rollback(True)
        for layer in answer.context or ():
            parts = getattr(layer, "dicts", [layer])
            for form in (form for part in parts for form in forms_in(list(part.values()))):
                found |= {(type(form).__qualname__, n): f for n, f in form.fields.items()}
    return found


def forms_in(value):
    """Yield the forms in a value of a template's context."""
    if isinstance(value, list):
        for inner in value:
            yield from forms_in(inner)
    elif isinstance(value, forms.BaseForm):
        yield value
        for formset in getattr(value, "formsets", {}).values():
            yield formset.empty_form
    elif isinstance(value, forms.BaseFormSet):
        yield value.empty_form


@pytest.mark.endurance
def test_every_form_field_takes_or_refuses_anything(council, roles):
    found = form_fields(World(council))
    assert len(found) > 150
    chance, ends = seeded_random("fields"), Counter()
    keys = sorted(found)
    for number in range(trials(600, 9_000)):
        field, text = found[keys[number % len(keys)]], any_text(chance)
        data = {"f": text, "f_0": text, "f_1": any_text(chance), "f-count": "1"}
        data |= {"f-0-type": "paragraph", "f-0-value": text, "f-0-order": "0", "f-0-deleted": ""}
        try:
            with no_hang(), transaction.atomic():
                field.clean(field.widget.value_from_datadict(data, {}, "f"))
            ends["taken"] += 1
        except ValidationError:
            ends["refused"] += 1
        except Exception as error:
            raise AssertionError(f"{keys[number % len(keys)]}: {text!r}") from error
    print(len(found), "fields", dict(ends))
    assert ends["taken"] and ends["refused"]


@pytest.mark.endurance
def test_no_address_falls_over_any_query_or_form(seeded, as_user):
    chance, ends = seeded_random("requests"), Counter()
    reader, admin = Client(raise_request_exception=False), as_user("")
    admin.raise_request_exception = False
    editing = [
        reverse("wagtailadmin_pages:edit", args=[page.pk])
        for page in chance.sample(list(seeded.get_descendants().order_by("pk")), 3)
    ]
    forms_of = {address: SCRIPTED | fields(admin.get(address)) for address in editing}
    for number in range(trials(40, 1_000)):
        with no_hang(), transaction.atomic():
            if number % 4 == 3:
                address = chance.choice(editing)
                data = dict(forms_of[address])
                for name in chance.sample(sorted(data), min(3, len(data))):
                    data[name] = sendable(any_text(chance))
                answer = admin.post(address, data)
            else:
                address = chance.choice(PUBLIC)
                query = {chance.choice(QUERIES): sendable(any_text(chance, 3)) for _ in range(2)}
                answer = reader.get(address, query)
            transaction.set_rollback(True)
        ends[answer.status_code] += 1
        assert answer.status_code < 500, (address, answer.request["QUERY_STRING"])
    print(dict(ends))


@pytest.mark.endurance
def test_the_workers_of_files_come_to_an_end():
    """The real processes that read uploaded files, given text of any kind and a Word file."""
    chance, ends = seeded_random("workers"), Counter()
    whole = [(kind, content) for kind, _name, content in places() if kind in SOUND - {"jpg", "png"}]
    for number in range(trials(6, 1_000)):
        kind, content = chance.choice(whole)
        content = spoiled(content, chance)
        with no_hang():
            if kind == "docx" and number % 2:
                try:
                    ends[f"minutes {type(source.read_minutes(kind, content)).__name__}"] += 1
                except source.UnreadableMinutes:
                    ends["minutes refused"] += 1
                continue
            with tempfile.TemporaryFile() as file:
                file.write(content)
                file.flush()
                pages, ended = extract_pages(file, kind)
        assert ended in ENDED
        assert all(isinstance(page["number"], int) for page in pages)
        ends[ended] += 1
    print(dict(ends))


def spoil_rows(chance) -> int:
    """Put any text into every text of the stored rows, as old rows may contain it."""
    count = 0
    for model in apps.get_models():
        if model._meta.app_label not in ("home", "networks", "meetings"):
            continue
        names = {f.attname: f.max_length for f in model._meta.local_concrete_fields if is_free(f)}
        for pk in model._base_manager.values_list("pk", flat=True)[:20] if names else ():
            words = {
                name: storable(any_text(chance))[: min(most or 90, 90)] or "x"
                for name, most in names.items()
            }
            with suppress(IntegrityError), transaction.atomic():  # what no row can ever contain
                model._base_manager.filter(pk=pk).update(**words)
                count += len(words)
    if pks := apps.get_model("wagtailcore", "page").objects.values_list("pk", flat=True):
        for pk in pks:
            title = storable(any_text(chance))[:200] or "x"
            apps.get_model("wagtailcore", "page").objects.filter(pk=pk).update(title=title)
            count += 1
    return count


def is_free(field) -> bool:
    """Return whether the field may contain any text at all."""
    plain = type(field) in (models.CharField, models.TextField)
    return plain and not (field.choices or field.unique or field.is_relation)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def read_output(address: str, content: bytes) -> None:
    """Read an output as the programs do for which it is made."""
    if address.endswith((".atom", ".xml")):
        ElementTree.fromstring(content)  # noqa: S314 - our own
    elif address.endswith(".ics"):
        assert Calendar.from_ical(content).name == "VCALENDAR"
    elif "csv" in address:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), strict=True))
        assert len({len(row) for row in rows if row}) == 1
    elif "xlsx" in address:
        assert load_workbook(io.BytesIO(content), read_only=True).worksheets
    else:
        soup = BeautifulSoup(content, "html.parser")
        for script in soup("script", type="application/ld+json"):
            json.loads(script.string)


@pytest.mark.endurance
def test_every_output_survives_any_stored_text(seeded, as_user):
    chance, read = seeded_random("outputs"), Counter()
    reader, admin = Client(), as_user("")
    pages = [page.get_url() for page in seeded.get_descendants(inclusive=True).live()[:12]]
    shown = ["/syote.atom", "/sitemap.xml", "/kokoukset/kalenteri.ics", "/kokoukset/paatokset.csv"]
    reports = ["wagtailadmin_reports:site_history", "wagtailadmin_reports:aging_pages"]
    tables = [f"{reverse(name)}?export={kind}" for name in reports for kind in ("csv", "xlsx")]
    for _ in range(trials(1, 60)):
        with transaction.atomic():
            read["texts"] += spoil_rows(chance)
            for client, addresses in ((reader, shown + pages), (admin, tables)):
                for address in addresses:
                    answer = client.get(address)
                    assert answer.status_code == 200, address
                    read_output(address, body(answer))
                    read["outputs"] += 1
            transaction.set_rollback(True)
    assert connection.is_usable()
    print(dict(read))
