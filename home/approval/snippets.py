"""Admin views of snippets (people, seats, terms), as the approval changes them."""

from wagtail.snippets.views.snippets import SnippetViewSet, UnpublishView

from home.permission_policies import OwnPolicyMixin

from .permissions import WITHDRAW, CouncilPermissionPolicy
from .refusal import ApprovalRefused
from .signals import withdrawn


class WithdrawView(UnpublishView):
    """Withdraw a snippet, unless a public list names it."""

    permission_required = "withdraw"

    def unpublish(self):
        if self.object.is_named_in_public():
            raise ApprovalRefused(
                "Tätä ei voi vetää pois, sillä julkinen kokoonpano nimeää sen. "
                "Muuta ensin toimikautta.",
                "closed",
            )
        response = super().unpublish()
        withdrawn.send(type(self.object), obj=self.object, actor=self.request.user)
        return response


class ApprovedViewSet(OwnPolicyMixin, SnippetViewSet):
    """A viewset of snippets whose every change goes through the approval."""

    unpublish_view_class = WithdrawView
    copy_view_enabled = False  # Wagtail's copy view, posted to its own URL, saves over the original

    @property
    def permission_policy(self):
        return CouncilPermissionPolicy(self.model)


def may_withdraw_snippet(user, obj) -> bool:
    return obj.live and user.has_perm(WITHDRAW) and not obj.is_named_in_public()
