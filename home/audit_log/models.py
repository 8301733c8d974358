"""The audit log: who requested and approved what; events are never changed or deleted."""

import hashlib
import json
from datetime import UTC

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format


class ApprovalRecordQuerySet(models.QuerySet):
    def about(self, obj):
        """Return the events about an object, such as a page or a term."""
        return self.filter(kind=get_model_label(obj), object_id=str(obj.pk))

    def approvals(self):
        return self.filter(action=ApprovalRecord.Action.APPROVED)

    def newest_first(self):
        return self.order_by("-number")


class ApprovalRecord(models.Model):
    """One event, with names and ids copied, so that it outlives the objects it is about.

    Each event contains the hash of the previous one, so that changed, deleted or inserted rows can
    be detected. The database refuses updates and deletions.
    """

    class Action(models.TextChoices):
        SUBMITTED = "submitted", "lähetetty hyväksyttäväksi"
        APPROVED = "approved", "hyväksytty"
        CORRECTION = "correction", "pyydetty korjausta"
        CANCELLED = "cancelled", "keskeytetty"
        HANDED_OVER = "handed_over", "siirretty sijaiselle"
        PUBLISHED = "published", "julkaistu ilman hyväksyntää"
        SCHEDULED = "scheduled", "julkaistu ajastettuna"
        EXPIRED = "expired", "julkaisuaika päättyi"
        WITHDRAWN = "withdrawn", "otettu pois julkisuudesta"
        DISPUTED = "disputed", "hyväksyntä kiistetty ja peruttu"
        DONE = "done", "tehtävä merkitty tehdyksi"
        REOPENED = "reopened", "tehtävä avattu uudelleen"
        SETTINGS = "settings", "asetuksia muutettu"
        ACCOUNT = "account", "tiliä muutettu"
        REQUESTED = "requested", "muutosta pyydetty"
        CONFIRMED = "confirmed", "muutos vahvistettu"
        REFUSED = "refused", "muutos hylätty"
        CHANGE_CANCELLED = "change_cancelled", "muutospyyntö peruttu"

    class Channel(models.TextChoices):
        LOGIN = "login", "kirjautuneena"
        LINK = "link", "linkillä"
        BULK = "bulk", "monta kerralla"
        COMMAND = "command", "ajastettuna tai komennolla"

    number = models.PositiveBigIntegerField("numero", primary_key=True)
    at = models.DateTimeField("aika", db_index=True)
    action = models.CharField("tapahtuma", max_length=20, choices=Action.choices)
    door = models.CharField("tapa", max_length=20, choices=Channel.choices)
    actor_id = models.BigIntegerField("tekijän numero", null=True, db_index=True)
    actor_name = models.CharField("tekijä", max_length=300, blank=True)
    on_behalf_id = models.BigIntegerField("kenen puolesta, numero", null=True)
    on_behalf_name = models.CharField("kenen puolesta", max_length=300, blank=True)
    council_id = models.BigIntegerField("neuvottelukunnan numero", null=True, db_index=True)
    council_name = models.CharField("neuvottelukunta", max_length=300, blank=True)
    kind = models.CharField("laji koodissa", max_length=100)
    kind_name = models.CharField("laji", max_length=100)
    object_id = models.CharField("kohteen numero", max_length=100)
    title = models.CharField("otsikko", max_length=500)
    case = models.BigIntegerField("käsittelyn numero", null=True)
    revision_id = models.BigIntegerField("version numero", null=True)
    revision_sha256 = models.CharField("version SHA-256", max_length=64, blank=True)
    files = models.JSONField("tiedostot", default=list)
    comment = models.TextField("kommentti", blank=True)
    reason = models.TextField("perustelu", blank=True)
    previous_sha256 = models.CharField("edellisen SHA-256", max_length=64, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64)

    objects = ApprovalRecordQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        verbose_name = "hyväksyntälokin tapahtuma"
        verbose_name_plural = "hyväksyntälokin tapahtumat"
        ordering = ["number"]
        indexes = [models.Index(fields=("kind", "object_id"), name="record_of_a_thing")]

    def __str__(self):
        return f"{self.number}: {self.title}, {self.get_action_display()}"

    @property
    def when(self) -> str:
        return date_format(timezone.localtime(self.at), r"j.n.Y \k\l\o H.i")

    @property
    def what(self) -> str:
        """Return the event and its channel; without a user, the channel says nothing more."""
        words = self.get_action_display()
        return f"{words}, {self.get_door_display()}" if self.actor_id else words

    @property
    def who(self) -> str:
        """Return who did it and on whose behalf."""
        behalf = f"puolesta: {self.on_behalf_name}" if self.on_behalf_name else ""
        return ", ".join(filter(None, [self.actor_name, behalf]))

    @property
    def words(self) -> str:
        """Return the comment and a superuser's reason."""
        return " ".join(filter(None, [self.comment, self.reason]))

    def content(self) -> dict:
        """Return everything recorded, as plain JSON: the input of the row's own hash.

        Empty values are left out, so that adding a field later does not change old hashes.
        """
        values = {f.attname: getattr(self, f.attname) for f in self._meta.concrete_fields}
        values["at"] = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        del values["sha256"]
        return {name: value for name, value in values.items() if value not in (None, "", [])}

    def fingerprint(self) -> str:
        return hash_json(self.content())


def hash_json(value) -> str:
    """Return the SHA-256, in hex, of the canonical form of a JSON value."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def get_model_label(obj) -> str:
    """Return the model label that the audit log stores, such as `meetings.meetingpage`."""
    return get_model(obj)._meta.label_lower


def get_model(obj) -> type[models.Model]:
    return getattr(obj, "specific_class", None) or type(obj)
