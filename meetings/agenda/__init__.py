"""The agenda of a meeting as a list: typed and pasted, moved, and filled in during the meeting."""
