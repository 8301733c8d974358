"""Normalisation of input: text in one form, and days and times as people write them."""
