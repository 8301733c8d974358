"""Personal data: find it before it is published, and hide it where it must not show.

`find_in_object(obj)` in `.findings` lists the personal data that publishing a page, term or other
object would reveal. `redact(html)` and `get_public_text(html)` in `home.text.redaction` are the
only ways for stored rich text to reach readers.
"""
