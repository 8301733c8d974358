"""Uploaded pictures keep no metadata, and a bad one is refused with a message."""

import struct
import zlib
from io import BytesIO, StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from PIL import Image, ImageCms, PngImagePlugin

from home.documents.models import CouncilImage, CouncilRendition
from home.file_parsing.picture_metadata import ORIENTATION, make_png_chunk, remove_details
from home.role_rights import get_files_collection
from tests.factories import make_image, png_bytes

SECRET = "SALAINEN-PAIKKA"
HIDDEN = SECRET.encode()
TURNED = 6
COLOURS = ("red", "green", "blue")


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(as_user):
    return as_user("communications")


def exif(orientation=TURNED):
    """Return EXIF data: orientation, device, author, comment, position and a thumbnail."""
    data = Image.Exif()
    data[ORIENTATION] = orientation
    for tag in (0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0x8298):
        data[tag] = SECRET
    details = data.get_ifd(0x8769)
    for tag in (0x9286, 0x927C, 0xA430, 0xA431, 0xA434):
        details[tag] = HIDDEN
    position = data.get_ifd(0x8825)
    position[1], position[2] = "N", (60.0, 27.0, 58.5)
    position[0x1D] = SECRET
    return data


def drawn(kind, **options) -> bytes:
    """Return a picture twice as wide as high, its left half red and its right half blue."""
    image = Image.new("RGB", (80, 40), "red")
    image.paste("blue", (40, 0, 80, 40))
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def animated(kind, **options) -> bytes:
    first, *rest = (Image.new("RGB", (40, 40), colour) for colour in COLOURS)
    buffer = BytesIO()
    first.save(buffer, kind, save_all=True, append_images=rest, duration=90, loop=0, **options)
    return buffer.getvalue()


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def png_words():
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET)
    words.add_text("Comment", SECRET, zip=False)
    words.add_itxt("XML:com.adobe.xmp", SECRET)
    return words


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def jpeg_with(*segments: bytes) -> bytes:
    content = drawn("JPEG")
    return content[:2] + b"".join(segments) + content[2:]


def png_with(name: bytes, body: bytes) -> bytes:
    content = drawn("PNG")
    return content[:33] + make_png_chunk(name, body) + content[33:]


def gif_with(label: int, body: bytes) -> bytes:
    content = animated("GIF")
    return content[:-1] + bytes([0x21, label, len(body)]) + body + b"\x00\x3b"


HOLDING = {
    "jpeg: exif with position, device, author, maker's note": drawn("JPEG", exif=exif()),
    "jpeg: comment": drawn("JPEG", comment=HIDDEN),
    "jpeg: xmp": jpeg_with(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + HIDDEN)),
    "jpeg: iptc": jpeg_with(segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04" + HIDDEN)),
    "jpeg: maker's own": jpeg_with(segment(0xE7, HIDDEN)),
    "jpeg: jfif thumbnail": jpeg_with(segment(0xE0, b"JFXX\x00\x10" + HIDDEN)),
    "jpeg: after the end": drawn("JPEG") + HIDDEN,
    "jpeg: progressive": drawn("JPEG", progressive=True, exif=exif(), icc_profile=profile()),
    "png: texts": drawn("PNG", pnginfo=png_words()),
    "png: exif": drawn("PNG", exif=exif()),
    "png: compressed text": png_with(b"zTXt", b"Comment\x00\x00" + zlib.compress(HIDDEN)),
    "png: time": png_with(b"tIME", b"\x07\xe9\x01\x01\x00\x00\x00"),
    "png: unknown part": png_with(b"prVt", HIDDEN),
    "png: after the end": drawn("PNG") + HIDDEN,
    "png: animated": animated("PNG", exif=exif()),
    "webp: exif and xmp": drawn("WEBP", exif=exif(), xmp=HIDDEN, icc_profile=profile()),
    "webp: animated": animated("WEBP", exif=exif(), xmp=HIDDEN),
    "gif: comment": animated("GIF", comment=HIDDEN),
    "gif: application": gif_with(0xFF, b"XMP DataXMP" + b"\x05" + HIDDEN[:5]),
    "gif: plain text": gif_with(0x01, b"\x00" * 12 + b"\x05" + HIDDEN[:5]),
}


def frames(content: bytes) -> list[bytes]:
    with Image.open(BytesIO(content)) as image:
        found = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            found.append(image.convert("RGBA").tobytes())
        return found


@pytest.mark.parametrize("name", HOLDING)
class TestWithoutDetails:
    def test_nothing_is_left_of_them(self, name):
        content = HOLDING[name]
        clean = remove_details(content)
        assert clean != content
        assert HIDDEN[:5] not in clean
        with Image.open(BytesIO(clean)) as image:
            assert set(image.getexif()) <= {ORIENTATION}
            assert not image.getexif().get_ifd(0x8825)

    def test_the_picture_its_turn_and_its_colours_stay(self, name):
        content = HOLDING[name]
        clean = remove_details(content)
        assert frames(clean) == frames(content)
        with Image.open(BytesIO(clean)) as after, Image.open(BytesIO(content)) as before:
            assert after.getexif().get(ORIENTATION) == before.getexif().get(ORIENTATION)
            assert after.info.get("icc_profile") == before.info.get("icc_profile")
            for told in ("loop", "duration"):
                assert after.info.get(told) == before.info.get(told)

    def test_once_is_enough(self, name):
        clean = remove_details(HOLDING[name])
        assert remove_details(clean) == clean


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", drawn("JPEG")[:300]])
def test_what_is_no_picture_is_an_error(content):
    with pytest.raises(ValueError):
        remove_details(content)


# Admin


def add(client, content, name="kuva.jpg", **fields):
    data = {"title": "Kuva", "tags": "", "description": "Kuva", "file": uploaded(name, content)}
    data["collection"] = get_files_collection().pk
    return client.post(reverse("wagtailimages:add"), data | fields)


def add_many(client, content, name="kuva.jpg"):
    data = {"files[]": uploaded(name, content), "collection": get_files_collection().pk}
    address = reverse("wagtailimages:add_multiple")
    return client.post(address, data, headers={"x-requested-with": "XMLHttpRequest"})


def choose(client, content, name="kuva.jpg"):
    data = {
        "image-chooser-upload-title": "Kuva",
        "image-chooser-upload-file": uploaded(name, content),
        "image-chooser-upload-collection": get_files_collection().pk,
        "image-chooser-upload-tags": "",
        "image-chooser-upload-description": "",
    }
    return client.post(reverse("wagtailimages_chooser:create"), data)


def swap(client, content, name="kuva.jpg"):
    image = make_image(client.council, uploaded_by_user=client.user)
    data = {"title": "Kuva", "tags": "", "description": "Kuva", "file": uploaded(name, content)}
    data["collection"] = image.collection_id
    return client.post(reverse("wagtailimages:edit", args=[image.pk]), data)


def uploaded(name, content):
    return SimpleUploadedFile(name, content, "image/jpeg")


DOORS = [add, add_many, choose, swap]


@pytest.fixture
def client_of(editor, council):
    editor.council = council
    return editor


def huge(width, height) -> bytes:
    """Return the header of a PNG that claims this size; no pixels follow."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n"
        + make_png_chunk(b"IHDR", head)
        + make_png_chunk(b"IDAT", rows)
        + make_png_chunk(b"IEND", b"")
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BROKEN = {
    "truncated": (drawn("JPEG", quality=95)[:700], "kuva.jpg", "rikki tai jäänyt kesken"),
    "bomb": (huge(20_000, 20_000), "kuva.png", "liikaa kuvapisteitä"),
    "huge": (huge(30_000, 30_000), "kuva.png", "liikaa kuvapisteitä"),
    "wide": (huge(100_000, 20_000), "kuva.png", "liikaa kuvapisteitä"),
    "long and thin": (huge(40_000, 1), "kuva.png", "liikaa kuvapisteitä"),
    "broken gif": (b"GIF89a\x00\x01rikki", "kuva.gif", "rikki tai jäänyt kesken"),
    "half a gif": (animated("GIF")[:120], "kuva.gif", "rikki tai jäänyt kesken"),
    "half a webp": (animated("WEBP")[:90], "kuva.webp", "rikki tai jäänyt kesken"),
    "half a png": (png_bytes()[:90], "kuva.png", "rikki tai jäänyt kesken"),
    "wrong extension": (drawn("PNG"), "kuva.jpg", "sisältö on muuta"),
    "svg as png": (SVG, "kuva.png", "sisältö on muuta"),
    "no picture": (b"Vain sanoja", "kuva.jpg", "rikki tai jäänyt kesken"),
    "another kind": (drawn("TIFF"), "kuva.tiff", "Tämä ei ole kuva, jonka"),
    "empty": (b"", "kuva.jpg", "on tyhjä"),
}


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_a_bad_picture_is_refused_in_words_at_every_door(client_of, door):
    for name, (content, file_name, words) in BROKEN.items():
        response = door(client_of, content, file_name)
        assert response.status_code == 200, name
        assert words in words_of(response), name
    stored = CouncilImage.objects.exclude(file_size=None).values_list("file_size", flat=True)
    assert set(stored) <= {len(png_bytes())}


def words_of(response) -> str:
    """Return the words of a page, or of the part of a page in a response to a script."""
    if not response["Content-Type"].startswith("application/json"):
        return response.text
    told = response.json()
    return told.get("error_message") or told.get("htmlFragment") or ""


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_originals_and_sizes_hold_no_details_at_any_door(client_of, door):
    content = drawn("JPEG", exif=exif(), comment=HIDDEN)
    door(client_of, content)
    image = CouncilImage.objects.get(file__endswith=".jpg")
    assert holds_nothing(image.file)
    with image.file.open() as file, Image.open(file) as original:
        assert original.getexif().get(ORIENTATION) == TURNED
    assert image.file_size == image.file.size
    assert image.sha256
    size = image.get_rendition("width-30")
    assert holds_nothing(size.file)


def holds_nothing(file) -> bool:
    with file.open() as opened:
        content = opened.read()
    return HIDDEN not in content and b"GPS" not in content and content != b""


@pytest.mark.django_db
class TestSizes:
    def test_staff_keep_the_details_when_asked_and_readers_never_see_them(self, client_of):
        add(client_of, drawn("JPEG", exif=exif()), keep_details="on")
        image = CouncilImage.objects.get()
        with image.file.open() as file:
            assert HIDDEN in file.read()
        for spec in ("width-40", "max-165x165", "original", "fill-20x20|format-png"):
            assert holds_nothing(image.get_rendition(spec).file)
        assert all(holds_nothing(each.file) for each in image.get_renditions("width-33").values())

    def test_the_tick_taken_away_takes_the_details_away(self, client_of):
        add(client_of, drawn("JPEG", exif=exif()), keep_details="on")
        image = CouncilImage.objects.get()
        data = {"title": "Kuva", "tags": "", "description": "Kuva"}
        data["collection"] = image.collection_id
        client_of.post(reverse("wagtailimages:edit", args=[image.pk]), data)
        image = CouncilImage.objects.get()
        assert not image.keep_details
        assert holds_nothing(image.file)
        assert image.file_size == image.file.size

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_a_turned_picture_stands_upright(self, council, kind):
        content = drawn(kind, exif=exif())
        image = make_file(f"kuva.{kind.lower()}", content)
        stored = image.get_rendition("width-40|format-png").file
        with stored.open() as file, Image.open(file) as size:
            assert size.height == 2 * size.width
            assert ORIENTATION not in size.getexif()
            shown = size.convert("RGB")
        top, bottom = shown.getpixel((20, 5)), shown.getpixel((20, 75))
        assert top[0] > 200 > bottom[0]
        assert bottom[2] > 200 > top[2]

    @pytest.mark.parametrize("kind", ["GIF", "WEBP"])
    def test_an_animation_still_moves(self, council, kind):
        image = make_file(f"kuva.{kind.lower()}", animated(kind))
        with image.file.open() as file, Image.open(file) as original:
            assert original.n_frames == len(COLOURS)
        image.get_rendition("width-20")

    def test_a_picture_stored_by_a_program_is_stripped_too(self, council):
        assert holds_nothing(make_file("kuva.jpg", drawn("JPEG", exif=exif())).file)


def make_file(name, content):
    image = make_image()
    image.file = ContentFile(content, name=name)
    image.save()
    return CouncilImage.objects.get(pk=image.pk)


@pytest.mark.django_db
class TestCommand:
    """Pictures that were stored before the site removed metadata."""

    @pytest.fixture
    def old(self, council):
        image = make_file("kuva.jpg", drawn("JPEG"))
        size = image.get_rendition("width-30")
        for file in (image.file, size.file):
            with file.storage.open(file.name, "wb") as stored:
                stored.write(drawn("JPEG", exif=exif()))
        return image

    def test_strips_originals_and_sizes(self, old):
        assert run("--dry-run") == "2 pictures would be stripped, 0 could not be read.\n"
        assert not holds_nothing(old.file)
        assert run() == "2 pictures stripped, 0 could not be read.\n"
        image = CouncilImage.objects.get(pk=old.pk)
        assert holds_nothing(image.file)
        assert holds_nothing(CouncilRendition.objects.get(image=image).file)
        assert image.file_size == image.file.size
        assert run() == "0 pictures stripped, 0 could not be read.\n"

    def test_leaves_what_staff_keep(self, old):
        CouncilImage.objects.update(keep_details=True)
        assert run() == "1 pictures stripped, 0 could not be read.\n"
        assert not holds_nothing(old.file)

    def test_tells_what_it_cannot_read_and_goes_on(self, old):
        with old.file.storage.open(old.file.name, "wb") as stored:
            stored.write(b"rikki")
        told = run()
        assert f"unreadable: {old.file.name}" in told
        assert "1 pictures stripped, 1 could not be read." in told


def run(*options) -> str:
    told = StringIO()
    call_command("strip_pictures", *options, stdout=told)
    return told.getvalue()
