"""Brings minutes from Word or from text into a meeting, when an editor has read what was found."""
