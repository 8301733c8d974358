"""Dashboard panel of privacy checks that wait for the submitter's reason."""

from wagtail.admin.ui.components import Component

from home.approval.due import list_waiting_versions
from home.approval.titles import name_version

from .check import check_bundle
from .late import is_reason_missing
from .views import get_check_url


class UnansweredPanel(Component):
    """The checks that the user still has to answer, and how; empty when there are none."""

    name = "unanswered_checks"
    template_name = "admin/home/unanswered_checks.html"
    order = 45

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        mine = list_waiting_versions().filter(workflow_state__requested_by=self.user)
        checks = [(task_state, check_bundle(task_state)) for task_state in mine]
        return {
            "checks": [
                (name_version(task_state.revision), check, get_check_url_of_task(task_state))
                for task_state, check in checks
                if is_reason_missing(task_state, check)
            ]
        }


def get_check_url_of_task(task_state) -> str:
    return get_check_url(task_state.revision.content_object)
