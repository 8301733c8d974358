from django.db import models
from django.utils import timezone
from wagtail.models import Revision, TaskState


class Publication(models.Model):
    """A version that an approval made public, and what readers saw before it."""

    task_state = models.ForeignKey(
        TaskState,
        on_delete=models.CASCADE,
        related_name="publications",
        verbose_name="hyväksyntä",
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="+", verbose_name="julkaistu versio"
    )
    before = models.ForeignKey(
        Revision,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="aiempi julkinen versio",
    )
    published_at = models.DateTimeField("julkaistu", default=timezone.now)

    class Meta:
        verbose_name = "julkaisu"
        verbose_name_plural = "julkaisut"
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["task_state", "revision"],
                name="an_approval_publishes_a_version_once",
                violation_error_message="Versio on jo julkaistu.",
            )
        ]

    def __str__(self):
        return f"{self.revision.object_str} ({self.task_state_id})"
