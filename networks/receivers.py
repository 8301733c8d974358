"""What the approval asks of terms."""

from django.dispatch import receiver

from home.approval.refusal import ApprovalRefused
from home.approval.signals import submitted

from .forms import TERMS_OVERLAP
from .models import Term


@receiver(submitted)
def refuse_overlapping_term(task_state, **kwargs):
    """Refuse a term that shares days with another, which publishing would find too late."""
    version = task_state.revision.as_object()
    if isinstance(version, Term) and version.find_overlapping_term():
        raise ApprovalRefused(TERMS_OVERLAP, "unready")
