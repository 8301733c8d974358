"""Find everything that a file contains, seen or not, and make a copy without the unseen parts.

Runs in a process of its own, without Django and database: `python -m home.file_parsing`. Each
format has one module, which both reports and removes what is unseen, so that the cleaned copy
cannot keep anything that the check knows. `home.inspection` stores the results.
"""
