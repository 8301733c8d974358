"""Inspection of files: what they contain unseen, stored per file, shown and removable.

`inspection_of(document)` in `.inspecting` returns the result, or None while the file waits;
`home.file_parsing` does the parsing.
"""
