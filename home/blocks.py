"""StreamField blocks for the body of a page."""

import datetime

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock

from .dates import Precision
from .richtext import RichTextBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "redact"]
SHORT_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", "redact"]


class TextBlock(RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(features=TEXT_FEATURES, **kwargs)

    class Meta:
        label = "Teksti"
        icon = "pilcrow"
        template = "blocks/text.html"
        description = "Kappaleita, väliotsikoita, luetteloita ja linkkejä. Useimmiten tämä riittää."
        preview_value = (
            "<h2>Väliotsikko</h2><p>Kappale, jossa on <b>korostettua</b> tekstiä.</p>"
            "<ul><li>Luettelon kohta</li><li>Toinen kohta</li></ul>"
        )


class NoticeBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Otsikko", required=False, max_length=120)
    text = RichTextBlock(label="Teksti", features=SHORT_TEXT_FEATURES)

    class Meta:
        label = "Huomio"
        icon = "warning"
        template = "blocks/notice.html"
        description = "Asia, jonka lukijan on hyvä huomata: erottuu muusta tekstistä."
        preview_value = {
            "title": "Kokouspaikka on muuttunut",
            "text": "<p>Kokoonnumme poikkeuksellisesti etäyhteydellä.</p>",
        }


class FactBlock(blocks.StructBlock):
    term = blocks.CharBlock(label="Asia", max_length=120)
    description = RichTextBlock(label="Tieto", features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "list-ul"
        label = "Tieto"


class FactsBlock(blocks.StructBlock):
    facts = blocks.ListBlock(FactBlock(), label="Tiedot", min_num=1)

    class Meta:
        label = "Tietoluettelo"
        icon = "list-ul"
        template = "blocks/facts.html"
        description = "Pareittain asia ja sitä koskeva tieto, esimerkiksi Paikka – Kouvola."
        preview_value = {
            "facts": [
                {"term": "Kokoontuu", "description": "<p>Joka toinen kuukausi</p>"},
                {"term": "Avoinna", "description": "<p>Kaikille alueen yhdistyksille</p>"},
            ]
        }


class EventBlock(blocks.StructBlock):
    date = blocks.DateBlock(label="Päivä")
    precision = blocks.ChoiceBlock(
        label="Ajan tarkkuus",
        choices=Precision.choices,
        default=Precision.DAY,
        help_text="Jos tiedät vain vuoden, valitse mikä tahansa sen päivä ja merkitse se tähän.",
        search_index=False,  # nobody searches by the precision of a date
    )
    text = RichTextBlock(label="Mitä tapahtui", features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "date"
        label = "Tapahtuma"


class TimelineBlock(blocks.StructBlock):
    events = blocks.ListBlock(EventBlock(), label="Tapahtumat", min_num=1)

    class Meta:
        label = "Aikajana"
        icon = "history"
        template = "blocks/timeline.html"
        description = "Päivättyjä tapahtumia peräkkäin, esimerkiksi neuvottelukunnan vaiheet."
        preview_value = {
            "events": [
                {
                    "date": datetime.date(2022, 2, 17),
                    "precision": Precision.DAY,
                    "text": "<p>Järjestäytymiskokous</p>",
                }
            ]
        }


class DescribedImageBlock(ImageBlock):
    """An image with its text alternative; Wagtail would label the chooser in English."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.child_blocks["image"].label = "Kuvatiedosto"

    class Meta:
        # Otherwise the heading of a collapsed block ends with the value of the "decorative"
        # checkbox.
        label_format = "{alt_text}"


class PictureBlock(blocks.StructBlock):
    image = DescribedImageBlock(label="Kuva")
    caption = blocks.CharBlock(label="Kuvateksti", required=False, max_length=250)

    class Meta:
        label = "Kuva"
        label_format = "{caption}"
        icon = "image"
        template = "blocks/picture.html"
        description = "Kuva ja kuvateksti. Kerro tekstivastineessa, mitä kuvassa näkyy."
        preview_value = {"image": None, "caption": "Kuvateksti"}


class CheckedDocumentBlock(DocumentChooserBlock):
    """A document with what lists show of it, all documents of a block fetched in one query."""

    def bulk_to_python(self, values):
        found = self.model_class.objects.select_related("file_text", "pdf_check").in_bulk(values)
        return [found.get(key) for key in values]


class DocumentsBlock(blocks.StructBlock):
    documents = blocks.ListBlock(CheckedDocumentBlock(label="Asiakirja"), label="Asiakirjat")

    class Meta:
        label = "Asiakirjat"
        icon = "doc-full"
        template = "blocks/documents.html"
        description = (
            "Luettelo ladattavia tiedostoja. Ne ovat julkisia vasta, kun sivu on julkaistu."
        )
        preview_value = {"documents": []}


class InaccessibleBlock(blocks.StaticBlock):
    """A list of the public files that are not accessible, kept by the site itself."""

    class Meta:
        label = "Luettelo tiedostoista, jotka eivät ole saavutettavia"
        icon = "warning"
        template = "blocks/inaccessible.html"
        admin_text = (
            "Sivusto tarkistaa julkiset PDF-tiedostot ja luettelee tässä ne, joissa on "
            "puutteita. Luettelo pysyy itsestään ajan tasalla."
        )
        description = "Saavutettavuusselosteeseen: sivusto pitää luettelon itse ajan tasalla."
        preview_value = None


class TableBlock(TypedTableBlock):
    class Meta:
        label = "Taulukko"
        icon = "table"
        template = "blocks/table.html"
        description = "Taulukko, jonka sarakkeilla on otsikot. Käytä vain taulukkomaiseen tietoon."


def make_table_block() -> TableBlock:
    return TableBlock(
        [
            ("text", blocks.CharBlock(label="Teksti", required=False)),
            (
                "rich_text",
                RichTextBlock(label="Muotoiltu teksti", features=["bold", "link", "redact"]),
            ),
        ],
        preview_value={
            "columns": [
                {"type": "text", "heading": "Kunta"},
                {"type": "text", "heading": "Asukkaita"},
            ],
            "rows": [{"values": ["Esimerkkilä", "1 200"]}, {"values": ["Mallila", "860"]}],
            "caption": "Esimerkkitaulukko",
        },
    )


BODY_BLOCKS = [
    ("text", TextBlock()),
    ("notice", NoticeBlock()),
    ("facts", FactsBlock()),
    ("timeline", TimelineBlock()),
    ("table", make_table_block()),
    ("picture", PictureBlock()),
    ("documents", DocumentsBlock()),
    ("inaccessible", InaccessibleBlock()),
]


class BodyField(StreamField):
    """The body of a page as a StreamField whose blocks are kept out of migrations."""

    def __init__(self, *args, **kwargs):
        kwargs.pop("block_types", None)
        kwargs.setdefault("verbose_name", "sivun teksti")
        kwargs.setdefault("blank", True)
        super().__init__(BODY_BLOCKS, **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        kwargs.pop("block_types", None)
        return name, path, [], kwargs


def get_plain_text(stream) -> str:
    """Return the text of a stream value without mark-up, for the search."""
    block = stream.stream_block
    return "\n".join(str(text) for text in block.get_searchable_content(stream))
