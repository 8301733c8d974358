"""Inspection of files: what they contain unseen, stored per file, shown and removable.

`get_inspection(document)` in `.inspecting` returns the result, or None while the file waits;
`home.file_parsing` does the parsing.
"""
