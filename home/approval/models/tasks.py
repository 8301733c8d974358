"""The steps between a draft and the public, one for each level of approval."""

from wagtail.models import AbstractGroupApprovalTask, Task

from .level import Level


class ChairApproval(AbstractGroupApprovalTask):
    """The chair reads and approves; nobody approves what they themselves asked to publish."""

    level = Level.CHAIR

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


class SecondPairApproval(AbstractGroupApprovalTask):
    """Any second person of the staff reads and approves."""

    level = Level.SECOND_PAIR

    class Meta:
        verbose_name = "toisen silmäparin tarkistus"
        verbose_name_plural = "toisen silmäparin tarkistukset"


class LoggedOnly(Task):
    """No approval: published at once, and written down."""

    level = Level.NONE

    class Meta:
        verbose_name = "julkaisu ilman hyväksyntää"
        verbose_name_plural = "julkaisut ilman hyväksyntää"


def asked_by(obj, user) -> bool:
    """Did this user send the text to be approved?"""
    state = obj.current_workflow_state
    return state is not None and state.requested_by_id == user.pk
