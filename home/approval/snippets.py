"""The admin of people, seats and terms: what the approval changes in Wagtail's views of them."""

from wagtail.snippets.views.snippets import SnippetViewSet, UnpublishView

from home.permission_policies import PolicyOfOwn

from .permissions import WITHDRAW, CouncilPermissionPolicy
from .refusal import ApprovalRefused
from .signals import withdrawn


class WithdrawView(UnpublishView):
    """Takes something back; what a public list names stays as it is."""

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


class ApprovedViewSet(PolicyOfOwn, SnippetViewSet):
    """A kind of snippet whose every change goes through the approval."""

    unpublish_view_class = WithdrawView
    copy_view_enabled = False  # posted to itself, Wagtail's copy saves over the original

    @property
    def permission_policy(self):
        return CouncilPermissionPolicy(self.model)


def may_withdraw(user, obj) -> bool:
    return obj.live and user.has_perm(WITHDRAW) and not obj.is_named_in_public()
