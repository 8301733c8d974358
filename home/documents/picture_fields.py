"""Form field for uploading pictures, with all its error messages in Finnish."""

import struct
import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageSequence, UnidentifiedImageError
from wagtail.images.fields import WagtailImageField

LONGEST_SIDE = 20_000
MOST_FRAMES = 1_000


class PictureField(WagtailImageField):
    """Wagtail's field with our own messages; it decodes the whole picture to find broken files."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = self.supported_formats_text
        size = self.max_upload_size_text
        unknown = _("Tämä ei ole kuva, jonka sivusto osaa näyttää. Sopivia ovat %(kinds)s.")
        big = _("Kuvatiedosto on liian suuri. Suurin sallittu koko on %(size)s.") % {"size": size}
        self.help_text = _("Sopivia ovat %(kinds)s. Suurin sallittu koko on %(size)s.") % {
            "kinds": kinds,
            "size": size,
        }
        self.error_messages |= {
            "invalid_image": make_unreadable_error(),
            "invalid_image_extension": unknown % {"kinds": kinds},
            "invalid_image_known_format": _(
                "Kuvan pääte on .%(extension)s, mutta sisältö on muuta (%(image_format)s). Avaa "
                "kuva omalla koneellasi ja tallenna se oikeassa muodossa."
            ),
            "file_too_large": big,
            "file_too_large_unknown_size": big,
            "file_too_many_pixels": make_size_error(),
        }

    def to_python(self, data):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                check_pixel_count(data, self.max_upload_size)
                file = super().to_python(data)
                check_whole(file)
        except ValidationError:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise ValidationError(make_size_error(), code="file_too_many_pixels") from error
        except (OSError, SyntaxError, ValueError, EOFError, struct.error, MemoryError) as error:
            raise ValidationError(make_unreadable_error(), code="invalid_image") from error
        return file


def make_unreadable_error() -> str:
    return _(
        "Kuvaa ei voi avata: tiedosto on rikki tai jäänyt kesken. Avaa kuva omalla koneellasi, "
        "tallenna se uudelleen ja tuo uusi tiedosto."
    )


def make_size_error() -> str:
    return _("Kuvassa on liikaa kuvapisteitä. Pienennä kuva ja tuo se uudelleen.")


def check_pixel_count(data, most_bytes: int) -> None:
    """Raise ValidationError, from the header alone, for a picture too large to decode."""
    if not data or data.size > most_bytes:
        return
    try:
        with Image.open(BytesIO(read_upload(data))) as image:
            if max(image.size) > LONGEST_SIDE:
                raise ValidationError(make_size_error(), code="file_too_many_pixels")
    except UnidentifiedImageError:
        return  # Wagtail's own check reports the format


def check_whole(file) -> None:
    """Decode every frame once, so that a truncated file raises an error."""
    if file is None:
        return
    with Image.open(BytesIO(read_upload(file))) as image:
        for number, frame in enumerate(ImageSequence.Iterator(image)):
            if number >= MOST_FRAMES:
                raise ValidationError(make_size_error(), code="file_too_many_pixels")
            frame.load()


def read_upload(file) -> bytes:
    """Return the content of an uploaded file; rewind the file."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    return content
