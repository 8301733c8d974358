"""Everything that a file holds, seen or not, and a copy without what a reader does not see.

Runs in a process of its own, without Django and database: `python -m home.file_parsing`. A format's
module takes a file apart once; the same code reports what is unseen and removes it, so that the
cleaned copy can't keep what the check knows. `home.inspection` keeps the results.
"""
