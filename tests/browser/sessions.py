"""Sessions of the demo's people, without the log-in form for each window."""

from secrets import token_hex

import psycopg

from tests.browser.hands import read

COOKIE = "sessionid"
COPIES = (
    "INSERT INTO django_session (session_key, session_data, expire_date) "
    "SELECT %(new)s, session_data, expire_date FROM django_session WHERE session_key = %(old)s",
    "INSERT INTO usersessions_usersession "
    "(session_key, created_at, ip, last_seen_at, user_agent, data, user_id) "
    "SELECT %(new)s, created_at, ip, last_seen_at, user_agent, data, user_id "
    "FROM usersessions_usersession WHERE session_key = %(old)s",
)


class Sessions:
    """Log each person in by the form once; every later session is a copy of that first one.

    The form and the dashboard after it cost two seconds. The copied session is never used itself,
    so that a copy knows nothing of other tests.
    """

    def __init__(self, site, database):
        self.site, self.database = site, database
        self.kept = {}  # username: the key of the session to copy

    def log_in(self, page, username):
        key = self.copy(self.kept.get(username))
        if key:
            cookie = {"name": COOKIE, "value": key, "url": self.site, "httpOnly": True}
            page.context.add_cookies([cookie])
        else:  # the first time, or after a test that ended all sessions of the person
            fill_form(page, username)
            keys = [each["value"] for each in page.context.cookies() if each["name"] == COOKIE]
            self.kept[username] = self.copy(*keys)

    def copy(self, old):
        """Return the key of a new session with the content of another, or None without it."""
        new = token_hex(16)
        with psycopg.connect(self.database) as connection:
            copied = [connection.execute(sql, {"new": new, "old": old}).rowcount for sql in COPIES]
        return new if all(copied) else None


def fill_form(page, username):
    page.goto("/hallinta/")
    read(page)
    page.get_by_label("Käyttäjätunnus").fill(username)
    page.get_by_label("Salasana").fill(f"{username}-demo")
    page.get_by_role("button", name="Kirjaudu sisään").click()
    page.wait_for_url("**/hallinta/")
    read(page)
