"""Index of the published pages: a table of passages, and the words in them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from wagtail.models import Page


class IndexedPage(models.Model):
    """A published page in the index; its address and rights are the page's own."""

    wagtail_reference_index_ignore = True
    made_from_pages = True  # derived: a change of pages reindexes this and never edits it

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name="sivu"
    )
    kind = models.CharField("laji", max_length=80)
    title = models.CharField("otsikko", max_length=255)
    lead = models.TextField("kuvaus", blank=True)
    date = models.DateField("päivä", null=True, blank=True)
    topic = models.BooleanField("aihe, jolla hakua voi rajata", default=False)
    about = ArrayField(models.IntegerField(), verbose_name="mitä sivuja koskee", default=list)
    results = ArrayField(models.CharField(max_length=80), verbose_name="päätökset", default=list)
    content = models.CharField("sisällön tiiviste", max_length=64)
    analysis = models.CharField("sanojen käsittely", max_length=100)
    indexed_at = models.DateTimeField("hakemistossa", auto_now=True)

    class Meta:
        verbose_name = "haun sivu"
        verbose_name_plural = "haun sivut"

    def __str__(self):
        return self.title


class Passage(models.Model):
    """A part of a page: a section, an agenda item, a page of a file, a seat."""

    wagtail_reference_index_ignore = True
    made_from_pages = True  # derived: a change of pages reindexes this and never edits it

    document = models.ForeignKey(
        IndexedPage, on_delete=models.CASCADE, related_name="passages", verbose_name="sivu"
    )
    number = models.PositiveIntegerField("järjestys")
    title = models.CharField("otsikko", max_length=255, blank=True)
    text = models.TextField("teksti")
    address = models.CharField("osoite", max_length=500, blank=True)
    file = models.CharField("tiedosto", max_length=255, blank=True)
    file_page = models.PositiveIntegerField("tiedoston sivu", null=True, blank=True)
    language = models.CharField("kieli", max_length=5, blank=True)
    answer = models.CharField("vastauksen tunnus", max_length=40, blank=True)
    length = models.PositiveIntegerField("sanoja")
    vector = SearchVectorField("hakusanat")

    class Meta:
        verbose_name = "haun kohta"
        verbose_name_plural = "haun kohdat"
        indexes = [GinIndex("vector", name="passage_words")]

    def __str__(self):
        return self.title or self.text[:60]


class Term(models.Model):
    """Document frequency of an index term."""

    made_from_pages = True

    word = models.CharField("sana", max_length=100, primary_key=True, db_collation="C")
    passages = models.IntegerField("kohtia")

    class Meta:
        verbose_name = "haun sana"
        verbose_name_plural = "haun sanat"

    def __str__(self):
        return self.word


class Form(models.Model):
    """A word as written in the passages, for suggestions and spelling correction."""

    made_from_pages = True

    word = models.CharField("sana", max_length=100, primary_key=True, db_collation="C")
    passages = models.IntegerField("kohtia")

    class Meta:
        verbose_name = "haun sanamuoto"
        verbose_name_plural = "haun sanamuodot"
        indexes = [GinIndex(OpClass("word", name="gin_trgm_ops"), name="form_alike")]

    def __str__(self):
        return self.word
