"""Calling a meeting: the screen that calls it, the mails, the answers, and who comes."""
