"""What nobody may do in the admin, and what the staff may do without an approval."""

from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies import ModelPermissionPolicy

WITHDRAW = "approval.withdraw_content"


class CouncilPagePermissionTester(PagePermissionTester):
    """Rights over a page: publishing belongs to the approval, not to people."""

    def can_publish(self):
        return False

    def can_publish_subpage(self):
        return False

    def can_unpublish(self):
        """To take something back harms nobody: secretaries and chairs do it at once."""
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
        """What has once been public is withdrawn, never deleted; who only reads deletes nothing."""
        return self.makes_pages() and super().can_delete(ignore_bulk) and not was_public(self.page)

    def can_move(self):
        if self.user.is_superuser:
            return not self.page_is_root
        return self.makes_pages() and super().can_delete()

    def makes_pages(self) -> bool:
        """May the user add pages here? The right to change them alone, a chair's, is not enough."""
        return self.user.is_superuser or "add" in self.permissions


class CouncilPermissionPolicy(ModelPermissionPolicy):
    """Rights over people, seats and the like: nobody publishes, and what was public stays."""

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
    """Is or was the thing, or a page under it, public at any time?

    The page with which Wagtail welcomes a new site is none of the council's.
    """
    if isinstance(obj, Page):
        pages = obj.get_descendants(inclusive=True).not_exact_type(Page)
        return pages.exclude(first_published_at=None, live=False).exists()
    return obj.live or obj.first_published_at is not None
