"""Permissions in the admin: what nobody may do, and what staff may do without approval."""

from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies import ModelPermissionPolicy

WITHDRAW = "approval.withdraw_content"


class CouncilPagePermissionTester(PagePermissionTester):
    """Permissions on a page: only the approval publishes, never a user."""

    def can_publish(self):
        return False

    def can_publish_subpage(self):
        return False

    def can_unpublish(self):
        """Return whether the user may withdraw the page at once: secretaries and chairs may.

        Withdrawing does no harm, so it needs no approval.
        """
        if not self.user.is_active or not self.page.live or self.page_is_root:
            return False
        return self.user.is_superuser or (
            "change" in self.permissions and self.user.has_perm(WITHDRAW)
        )

    def can_unschedule(self):
        return self.user.is_active and (self.user.is_superuser or "change" in self.permissions)

    def can_set_view_restrictions(self):
        return self.user.is_active and self.user.is_superuser

    def can_reorder_children(self):
        return self.user.is_active and self.user.is_superuser

    def can_delete(self, ignore_bulk=False):
        """Return whether the page may be deleted: if never public, by those who add pages."""
        return self.makes_pages() and super().can_delete(ignore_bulk) and not was_public(self.page)

    def can_move(self):
        if self.user.is_superuser:
            return not self.page_is_root
        return self.makes_pages() and super().can_delete()

    def makes_pages(self) -> bool:
        """Return whether the user may add pages here; a chair's change permission is not enough."""
        return self.user.is_superuser or "add" in self.permissions


class CouncilPermissionPolicy(ModelPermissionPolicy):
    """Permissions on snippets: nobody publishes, and what was public is never deleted."""

    def user_has_permission(self, user, action):
        if action == "publish":
            return False
        if action == "withdraw":
            return user.has_perm(WITHDRAW)
        return super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, set(actions) - {"publish"})

    def user_has_permission_for_instance(self, user, action, instance):
        if action == "delete" and was_public(instance):
            return False
        return self.user_has_permission(user, action)


def was_public(obj) -> bool:
    """Return whether the object, or a page below it, is or was ever public.

    Wagtail's welcome page of a new site does not count: it is not the council's.
    """
    if isinstance(obj, Page):
        pages = obj.get_descendants(inclusive=True).not_exact_type(Page)
        return pages.exclude(first_published_at=None, live=False).exists()
    return obj.live or obj.first_published_at is not None
