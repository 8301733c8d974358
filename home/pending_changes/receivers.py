"""Report account changes through Django's signals, so that no view can forget to."""

from django.contrib.auth import get_user_model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.documents.models import CouncilDocument, CouncilImage

from .accounts import FIELDS
from .watching import current, report_account_change
from .words import format_account_value, list_differing_lines

User = get_user_model()
# Wagtail views that store and delete files without writing to its log.
SILENT = ("add_multiple", "edit_multiple", "delete_multiple")
SILENT += ("create_multiple_from_uploaded_document", "create_multiple_from_uploaded_image")


@receiver(pre_save, sender=User)
def remember_account(instance, **kwargs):
    """Remember the stored values before a save."""
    if current.get() is not None:
        stored = User.objects.filter(pk=instance.pk).values(*FIELDS, "password").first()
        instance._stored = stored if instance.pk else None


@receiver(post_save, sender=User)
def report_account(instance, created, **kwargs):
    """Report which fields changed; a password hash that was only upgraded does not count."""
    if current.get() is None:
        return
    before = getattr(instance, "_stored", None) or {}
    after = {name: getattr(instance, name) for name in FIELDS}
    lines = [_("Uusi tili")] if created else []
    lines += list_differing_lines({} if created else before, after)
    is_new_password = before.get("password") != instance.password and instance._password is not None
    if is_new_password and not created:
        lines.append(_("Salasana vaihdettu"))
    report_account_change(instance, lines, {before.get("email"), instance.email} - {None, ""})


@receiver(post_delete, sender=User)
def report_deleted_account(instance, **kwargs):
    report_account_change(instance, [_("Tili poistettu")], {instance.email} - {""})


@receiver(m2m_changed, sender=User.groups.through)
def report_changed_groups(instance, action, reverse, pk_set, **kwargs):
    """Report changes of roles, from either side of the relation."""
    if current.get() is None or action not in {"post_add", "post_remove", "pre_clear"}:
        return
    if reverse:
        users = User.objects.filter(pk__in=pk_set or instance.user_set.values("pk"))
        pairs = [(user, [instance.pk]) for user in users]
    else:
        groups = pk_set if pk_set is not None else instance.groups.values_list("pk", flat=True)
        pairs = [(instance, list(groups))]
    words = _("Rooli lisätty: {}") if action == "post_add" else _("Rooli poistettu: {}")
    for user, groups in pairs:
        if groups:
            report_account_change(
                user, [words.format(format_account_value("groups", groups))], {user.email} - {""}
            )


def is_unlogged_upload() -> bool:
    """Return whether the current view stores files without logging them."""
    watch = current.get()
    match = watch and watch.request and watch.request.resolver_match
    return bool(match) and match.url_name in SILENT


@receiver(post_save, sender=CouncilDocument)
@receiver(post_save, sender=CouncilImage)
def log_stored_file(instance, created, **kwargs):
    """Log who added or changed a file in a multiple upload."""
    if is_unlogged_upload():
        log(instance=instance, action="wagtail.create" if created else "wagtail.edit")


@receiver(pre_delete, sender=CouncilDocument)
@receiver(pre_delete, sender=CouncilImage)
def log_deleted_file(instance, **kwargs):
    """Log who deleted a file that was just uploaded."""
    if is_unlogged_upload():
        log(instance=instance, action="wagtail.delete")
