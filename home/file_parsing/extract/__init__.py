"""Reads strangers' files, in a process of its own: no Django, no database, no secrets.

A format is a function from the bytes of a file to its pages: dicts with `text`, and of a PDF
whether the page is a picture of text (`scan`) or shows pictures beside text (`pictured`).
"""
