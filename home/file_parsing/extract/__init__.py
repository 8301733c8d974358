"""Extract text from untrusted files, in a process of its own: no Django, no database, no secrets.

Each format is a function from the content of a file to its pages: dicts with `text`, and for a PDF
whether the page is a picture of text (`scan`) or has pictures beside text (`pictured`).
"""
