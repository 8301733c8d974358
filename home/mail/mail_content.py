"""The text of a mail, and how several are combined into one."""

from dataclasses import dataclass, replace

from django.utils.translation import ngettext


@dataclass(frozen=True)
class MailContent:
    """Paragraphs, a link shown as a button, and paragraphs after it.

    `about` is the title at the end of the subject; `parts` are the mails that a combined one holds.
    `calendar` is an iCalendar file to attach; such a mail is not combined with others.
    """

    subject: str
    paragraphs: tuple[str, ...]
    link: str = ""
    link_text: str = ""
    after: tuple[str, ...] = ()
    about: str = ""
    parts: tuple["MailContent", ...] = ()
    calendar: str = ""

    @property
    def topic(self) -> str:
        """Return the subject without the title."""
        return self.subject.removesuffix(f": {self.about}") if self.about else self.subject


def combine_mails(mails: list[MailContent]) -> MailContent:
    """Return one mail with the content of all; paragraphs common to all appear once."""
    first = mails[0]
    if len(mails) == 1:
        return first
    common = tuple(p for p in first.paragraphs if all(p in each.paragraphs for each in mails))
    parts = tuple(
        replace(
            each,
            about=each.about or each.subject,
            paragraphs=tuple(p for p in each.paragraphs if p not in common),
            after=(),
        )
        for each in mails
    )
    after = dict.fromkeys(paragraph for each in mails for paragraph in each.after)
    return MailContent(make_subject(mails), common, after=tuple(after), parts=parts)


def make_subject(mails: list[MailContent]) -> str:
    """Return the subject of the first mail with the number of the others."""
    others = len(mails) - 1
    if len({each.topic for each in mails}) > 1:
        more = ngettext("%(first)s ja yksi muu asia", "%(first)s ja %(number)s muuta asiaa", others)
    else:
        more = ngettext("%(first)s ja yksi muu", "%(first)s ja %(number)s muuta", others)
    return more % {"first": mails[0].subject, "number": others}
