"""Metadata of pictures: report it, and remove it."""

import re
import struct
import zlib
from io import BytesIO

from PIL import Image, ImageOps, ImageSequence

from home.file_parsing.picture_metadata import remove_details

from .report import FileReport

READABLE = re.compile(rb"[\x20-\x7e\xc0-\xff]{5,}")
WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){5,}")
XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>|<\?xpacket begin.*?<\?xpacket end", re.DOTALL)
PNG_TEXTS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
MOST_UNPACKED = 2_000_000
JPEG_KEPT = {0xE0, 0xE2, 0xEE}  # JFIF, colour profile, Adobe's colour transform
ORIENTATION = 0x0112
TECHNICAL = {"version", "compression", "icc_profile", "transparency"}  # not personal
TIFF_KEPT = ("compression", "dpi", "icc_profile")


def report_picture(
    content: bytes, kind: str, report: FileReport, *place: tuple[str, object]
) -> None:
    """Report the metadata of a picture: EXIF, XMP, IPTC, comments, text chunks."""
    texts = [*list_strings(get_metadata(content, kind))]
    if texts:
        report.note("picture_data", "\n".join(texts), *place)


def get_metadata(content: bytes, kind: str) -> bytes:
    """Return the bytes that contain text in a picture of this kind."""
    if kind == "png":
        return b"\n".join(unpack_chunk(name, data) for name, data in list_png_text(content))
    if kind == "jpg":
        return b"\n".join(list_jpeg_text(content))
    if kind in ("gif", "webp", "tif", "bmp"):
        return b"\n".join([*XMP.findall(content), *read_metadata_with_pillow(content)])
    return content


def list_strings(content: bytes) -> list[str]:
    """Return everything in the bytes that reads as words, in one- or two-byte characters."""
    utf8 = content.decode("utf-8", errors="ignore") if looks_like_utf8(content) else ""
    narrow = [each.decode("latin-1") for each in READABLE.findall(content)]
    wide = [each.decode("utf-16-le") for each in WIDE.findall(content)]
    return [*filter(None, [utf8.strip("\x00 \n")]), *narrow, *wide] if content.strip() else []


def looks_like_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\x00" not in content


def list_png_text(content: bytes) -> list[tuple[bytes, bytes]]:
    """Return the text chunks of a PNG, and what follows its end."""
    found, position = [], 8
    while position + 8 <= len(content):
        length, name = struct.unpack(">I4s", content[position : position + 8])
        if name in PNG_TEXTS:
            found.append((name, content[position + 8 : position + 8 + length]))
        position += 12 + length
        if name == b"IEND":
            break
    return [*found, (b"", content[position:])]


def unpack_chunk(name: bytes, data: bytes) -> bytes:
    """Return the text of a chunk, decompressed if necessary."""
    start = data.find(b"\x00")
    packed = data[start + 2 :] if name == b"zTXt" else b""
    if name == b"iTXt" and data[start + 1 : start + 2] == b"\x01":
        packed = data[start + 3 :].split(b"\x00", 2)[-1]
    if not packed:
        return data
    try:
        return data[:start] + b"\n" + zlib.decompressobj().decompress(packed, MOST_UNPACKED)
    except zlib.error:
        return data


def split_jpeg(content: bytes) -> tuple[list[tuple[int, bytes]], int]:
    """Return the segments before the image data, and where that begins."""
    found, position = [], 2
    while position + 4 <= len(content) and content[position] == 0xFF:
        mark = content[position + 1]
        if mark in (0xDA, 0xD9):
            break
        length = struct.unpack(">H", content[position + 2 : position + 4])[0]
        found.append((mark, content[position : position + 2 + length]))
        position += 2 + length
    return found, position


def list_jpeg_text(content: bytes) -> list[bytes]:
    segments, _ = split_jpeg(content)
    held = [data[4:] for mark, data in segments if mark == 0xFE or is_dispensable(mark)]
    end = content.rfind(b"\xff\xd9")
    return [*held, content[end + 2 :] if end >= 0 else b""]


def is_dispensable(mark: int) -> bool:
    return 0xE0 <= mark <= 0xEF and mark not in JPEG_KEPT


def read_metadata_with_pillow(content: bytes) -> list[bytes]:
    """Return the comments and EXIF values that Pillow finds; [] if it cannot open the picture."""
    try:
        with Image.open(BytesIO(content)) as picture:
            comments = (v for name, v in picture.info.items() if name not in TECHNICAL)
            values = [v for v in comments if isinstance(v, str | bytes)]
            values += [v for v in dict(picture.getexif()).values() if isinstance(v, str | bytes)]
    except Exception:  # whatever the error, Pillow finds nothing in a broken picture
        return []
    return [v.encode() if isinstance(v, str) else v for v in values]


def remove_metadata(content: bytes, kind: str) -> bytes:
    """Return the picture with its orientation and colour profile, but no other metadata."""
    if kind == "png":
        return keep_png_image(content)
    if kind == "jpg":
        return keep_jpeg_image(content)
    try:
        if kind in ("gif", "webp"):
            return remove_details(content)
        return rewrite_tiff(content) if kind == "tif" else content
    except (ValueError, OSError, SyntaxError, struct.error):
        return content  # it cannot be opened, so it stays, and is reported


def rewrite_tiff(content: bytes) -> bytes:
    """Return a TIFF re-encoded page by page, since its metadata may be anywhere in the file."""
    with Image.open(BytesIO(content)) as picture:
        kept = {name: picture.info[name] for name in TIFF_KEPT if name in picture.info}
        frames = [ImageOps.exif_transpose(frame) for frame in ImageSequence.Iterator(picture)]
    # Pillow would write the metadata of an opened picture again, so new pictures are made.
    first, *others = [Image.frombytes(f.mode, f.size, f.tobytes()) for f in frames]
    for bare, frame in zip([first, *others], frames, strict=True):
        if palette := frame.getpalette() if frame.mode == "P" else None:
            bare.putpalette(palette)
    output = BytesIO()
    first.save(output, "TIFF", save_all=True, append_images=others, **kept)
    return output.getvalue()


def keep_png_image(content: bytes) -> bytes:
    kept, position = [content[:8]], 8
    while position + 8 <= len(content):
        length, name = struct.unpack(">I4s", content[position : position + 8])
        end = position + 12 + length
        if name not in PNG_TEXTS:
            kept.append(content[position:end])
        position = end
        if name == b"IEND":
            break
    return b"".join(kept)


def keep_jpeg_image(content: bytes) -> bytes:
    segments, start = split_jpeg(content)
    kept = [data for mark, data in segments if mark != 0xFE and not is_dispensable(mark)]
    end = content.rfind(b"\xff\xd9")
    picture = content[start : end + 2] if end > start else content[start:]
    return b"".join([content[:2], make_orientation_segment(content), *kept, picture])


def make_orientation_segment(content: bytes) -> bytes:
    """Return an EXIF segment with the orientation; b"" if the picture is upright."""
    try:
        with Image.open(BytesIO(content)) as picture:
            orientation = picture.getexif().get(ORIENTATION, 1)
    except Exception:  # a picture that Pillow cannot open is kept as it is
        return b""
    if orientation not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    data = b"Exif\x00\x00" + exif.tobytes().removeprefix(b"Exif\x00\x00")
    return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data
