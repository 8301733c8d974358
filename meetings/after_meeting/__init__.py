"""One screen for what the secretary does after a meeting: attendance, decisions, minutes, news."""
