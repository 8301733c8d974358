"""Remove the metadata of a picture file without re-encoding the picture.

Only the parts that a viewer needs are copied (ITU-T T.81, W3C PNG, the WebP container, GIF89a);
location, device, author, comments, thumbnails and trailing data are not.
"""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps

ORIENTATION = 0x0112
UPRIGHT = 1
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD pHYs acTL fcTL fdAT".split()
)
WEBP_KEPT = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ICCP"])
WEBP_EXIF, WEBP_XMP = 0x08, 0x04  # flags of VP8X
GIF_APPLICATIONS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
JFIF = b"JFIF\x00"


def remove_details(content: bytes) -> bytes:
    """Return the picture with its orientation and colour profile, but no other metadata.

    Raise ValueError if it is not a picture in a supported format.
    """
    kind, orientation = get_format_and_orientation(content)
    strip = {
        "JPEG": strip_jpeg,
        "MPO": strip_jpeg,
        "PNG": strip_png,
        "WEBP": strip_webp,
        "GIF": strip_gif,
    }.get(kind or "")
    if strip is None:
        raise ValueError(f"{kind} is no kind of picture that is kept.")
    try:
        return strip(content, orientation)
    except (IndexError, struct.error):
        return encode_anew(content)


def get_format_and_orientation(content: bytes) -> tuple[str | None, int]:
    """Return the format as Pillow names it, and the EXIF orientation."""
    try:
        with Image.open(BytesIO(content)) as image:
            orientation = image.getexif().get(ORIENTATION, UPRIGHT)
            return image.format, orientation if orientation in range(1, 9) else UPRIGHT
    except (OSError, SyntaxError, struct.error, Image.DecompressionBombError) as error:
        raise ValueError("The picture cannot be opened.") from error


def encode_anew(content: bytes) -> bytes:
    """Return the picture re-encoded, for a file with an unusual structure."""
    output = BytesIO()
    try:
        with Image.open(BytesIO(content)) as image:
            kind, profile = image.format, image.info.get("icc_profile")
            kind = "JPEG" if kind == "MPO" else kind
            ImageOps.exif_transpose(image).save(output, kind, quality=95, icc_profile=profile)
    except (OSError, SyntaxError, struct.error) as error:
        raise ValueError("The picture cannot be drawn.") from error
    return output.getvalue()


def make_exif(orientation: int) -> bytes:
    """Return an EXIF block that contains only the orientation."""
    block = Image.Exif()
    block[ORIENTATION] = orientation
    return block.tobytes()


# JPEG


def strip_jpeg(content: bytes, orientation: int) -> bytes:
    parts = [b"\xff\xd8"]
    if orientation != UPRIGHT:
        parts.append(make_segment(0xE1, make_exif(orientation)))
    parts += (part for marker, part in iterate_jpeg_segments(content) if is_needed(marker, part))
    return b"".join([*parts, b"\xff\xd9"])


def make_segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def is_needed(marker: int, part: bytes) -> bool:
    """Return whether a viewer needs the segment; of application segments, only three kinds."""
    body = part[4:]
    if marker == 0xE2:
        return body.startswith(b"ICC_PROFILE\x00")
    if marker == 0xE0:
        return body.startswith(JFIF)
    return marker == 0xEE or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def iterate_jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments up to the end of the first picture; scans include their data."""
    place = 2
    while True:
        while content[place] == 0xFF and content[place + 1] == 0xFF:
            place += 1
        if content[place] != 0xFF:
            raise IndexError("No segment begins here.")
        marker = content[place + 1]
        if marker == 0xD9:
            return
        end = place + 2 + struct.unpack_from(">H", content, place + 2)[0]
        if marker == 0xDA:
            end = find_end_of_scan(content, end)
        part = content[place:end]
        yield marker, remove_thumbnail(part) if marker == 0xE0 else part
        place = end


def find_end_of_scan(content: bytes, place: int) -> int:
    """Return where a scan's data ends: at a marker other than a stuffed byte or a restart."""
    while True:
        place = content.find(b"\xff", place)
        if place < 0:
            raise IndexError("The picture does not end.")
        following = content[place + 1]
        if following == 0 or 0xD0 <= following <= 0xD7 or following == 0xFF:
            place += 1 if following == 0xFF else 2
        else:
            return place


def remove_thumbnail(part: bytes) -> bytes:
    """Return the JFIF header without its thumbnail."""
    return make_segment(0xE0, part[4:16] + b"\x00\x00") if part[4:9] == JFIF else part


# PNG


def strip_png(content: bytes, orientation: int) -> bytes:
    parts, place = [PNG_START], len(PNG_START)
    while True:
        length, name = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if end > len(content):
            raise IndexError("The picture does not end.")
        if name in PNG_KEPT:
            parts.append(content[place:end])
        if name == b"IHDR" and orientation != UPRIGHT:
            parts.append(
                make_png_chunk(b"eXIf", make_exif(orientation).removeprefix(b"Exif\x00\x00"))
            )
        if name == b"IEND":
            return b"".join(parts)
        place = end


def make_png_chunk(name: bytes, body: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + body))
    return struct.pack(">I", len(body)) + name + body + checksum


# WebP


def strip_webp(content: bytes, orientation: int) -> bytes:
    parts = []
    for name, body in iterate_riff_chunks(
        content[12 : 8 + struct.unpack_from("<I", content, 4)[0]]
    ):
        if name == b"VP8X":
            turned = WEBP_EXIF if orientation != UPRIGHT else 0
            body = bytes([body[0] & ~(WEBP_EXIF | WEBP_XMP) | turned]) + body[1:]
        if name == b"ANMF":
            frame = (
                make_riff_chunk(*each)
                for each in iterate_riff_chunks(body[16:])
                if each[0] in WEBP_KEPT
            )
            parts.append(make_riff_chunk(name, body[:16] + b"".join(frame)))
        elif name in WEBP_KEPT:
            parts.append(make_riff_chunk(name, body))
    if orientation != UPRIGHT:
        parts.append(make_riff_chunk(b"EXIF", make_exif(orientation).removeprefix(b"Exif\x00\x00")))
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def iterate_riff_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place + 8 <= len(content):
        name, length = struct.unpack_from("<4sI", content, place)
        if place + 8 + length > len(content):
            raise IndexError("The picture does not end.")
        yield name, content[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def make_riff_chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)


# GIF


def strip_gif(content: bytes, orientation: int) -> bytes:
    place = 13 + get_colour_table_size(content[10])
    parts = [content[:place]]
    while content[place] != 0x3B:
        start = place
        if content[place] == 0x2C:
            place = find_end_of_blocks(
                content, place + 11 + get_colour_table_size(content[place + 9])
            )
            parts.append(content[start:place])
        elif content[place] == 0x21:
            place = find_end_of_blocks(content, place + 2)
            if is_needed_gif_extension(content[start:place]):
                parts.append(content[start:place])
        else:
            raise IndexError("No block begins here.")
    return b"".join([*parts, b"\x3b"])


def get_colour_table_size(flags: int) -> int:
    """Return the size in bytes of the colour table that the flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def find_end_of_blocks(content: bytes, place: int) -> int:
    while content[place]:
        place += content[place] + 1
    return place + 1


def is_needed_gif_extension(extension: bytes) -> bool:
    """Return whether an extension is timing, transparency, looping or a colour profile."""
    if extension[1] == 0xFF:
        return extension[3:14] in GIF_APPLICATIONS
    return extension[1] == 0xF9
