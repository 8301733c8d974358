"""The one step between a draft and the public: somebody else's approval."""

from wagtail.models import AbstractGroupApprovalTask


class ChairApproval(AbstractGroupApprovalTask):
    """The chair reads and approves; nobody approves what they themselves asked to publish."""

    class Meta:
        verbose_name = "puheenjohtajan hyväksyntä"
        verbose_name_plural = "puheenjohtajan hyväksynnät"

    @classmethod
    def get_description(cls):
        return "Puheenjohtajisto lukee ja hyväksyy. Omaa työtään ei voi hyväksyä."

    def get_actions(self, obj, user):
        return [] if asked_by(obj, user) else super().get_actions(obj, user)

    def on_action(self, task_state, user, action_name, **kwargs):
        if asked_by(task_state.workflow_state.content_object, user):
            return None
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user)


def asked_by(obj, user) -> bool:
    """Did this user send the text to be approved?"""
    state = obj.current_workflow_state
    return state is not None and state.requested_by_id == user.pk
