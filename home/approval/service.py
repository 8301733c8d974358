"""The acts of the approval: each in one transaction, one at a time."""


class Refused(Exception):
    """An act that is not allowed: what to tell, in Finnish, and a code.

    Codes: not_yours, own_text, changed, ended, role_lost, decided, no_reason, no_comment.
    """

    def __init__(self, message: str, code: str):
        super().__init__(message)
        self.message = message
        self.code = code


def submit(obj, user, bundle=()):
    """Sends the latest version to be approved, with the draft pages that go along."""
    raise NotImplementedError


def approve(task_state, user, *, door, comment="", reason=""):
    """Approves the version and publishes it with its bundle. Doors: login, link, bulk, command."""
    raise NotImplementedError


def request_correction(task_state, user, *, door, comment):
    """Returns the version to its writer with a comment."""
    raise NotImplementedError


def hand_over(task_state, why):
    """Asks the next in line too ("absence" or "silence"); the new assignments, perhaps none."""
    raise NotImplementedError
