"""Finnish date and time formats of the council: 10.5.2023 klo 13.00."""

DATE_FORMAT = "j.n.Y"
SHORT_DATE_FORMAT = "j.n.Y"
TIME_FORMAT = "H.i"
DATETIME_FORMAT = "j.n.Y \\k\\l\\o H.i"
SHORT_DATETIME_FORMAT = "j.n.Y H.i"
