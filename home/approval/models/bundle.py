from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page, Revision, TaskState


class Companion(models.Model):
    """A draft page that the writer wants approved together with another page."""

    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="companions", verbose_name="sivu"
    )
    draft = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="+", verbose_name="luonnos"
    )

    class Meta:
        verbose_name = "samalla hyväksyttävä"
        verbose_name_plural = "samalla hyväksyttävät"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "draft"],
                name="a_draft_goes_along_once",
                violation_error_message="Luonnos on jo valittu.",
            )
        ]

    def __str__(self):
        return f"{self.page}: {self.draft}"


class BundleMember(models.Model):
    """A version that is approved and published together with the main version of a task state."""

    task_state = models.ForeignKey(
        TaskState,
        on_delete=models.CASCADE,
        related_name="bundle_members",
        verbose_name="hyväksyttävä versio",
    )
    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="laji"
    )
    object_id = models.CharField("avain", max_length=255)
    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="+", verbose_name="versio"
    )

    class Meta:
        verbose_name = "kokonaisuuden osa"
        verbose_name_plural = "kokonaisuuden osat"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task_state", "content_type", "object_id"],
                name="a_thing_is_in_a_bundle_once",
                violation_error_message="Sisältö on jo samassa kokonaisuudessa.",
            )
        ]

    def __str__(self):
        return f"{self.revision.object_str} ({self.task_state_id})"

    @property
    def obj(self):
        """Return the page or snippet as it is in the version to be approved."""
        return self.revision.as_object()
