"""Personal data: finding it before it is published, and leaving it out where it must not show.

`findings_for(thing)` in `.findings` tells what a page, term or the like would make public.
`redact(html)` and `public_text(html)` in `.redaction` are the only door from stored rich
text to the public.
"""
