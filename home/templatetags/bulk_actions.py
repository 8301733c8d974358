"""The bulk action bar of lists, with only the actions that the user may perform."""

from django import template
from django.urls import resolve, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.widgets.button import ListingButton

from home.roles import get_roles
from home.web.endpoint import BULK, get_endpoint

register = template.Library()


@register.inclusion_tag("wagtailadmin/shared/buttons.html", takes_context=True)
def allowed_bulk_actions(context, app_label, model_name):
    """Show the bulk actions of a model that the endpoint table grants to the user's roles.

    Replaces Wagtail's `bulk_action_choices`, which offers every action to everybody.
    """
    user = context["request"].user
    roles = get_roles(user)
    actions = bulk_action_registry.get_bulk_actions_for_model(app_label, model_name)
    buttons = []
    for action in sorted(actions, key=lambda action: action.action_priority):
        url = reverse(BULK, args=[app_label, model_name, action.action_type])
        endpoint = get_endpoint(resolve(url))
        if endpoint and endpoint.tables and (user.is_superuser or roles & set(endpoint.roles)):
            buttons.append(make_button(action, url))
    return {"buttons": buttons}


def make_button(action, url) -> ListingButton:
    return ListingButton(
        action.display_name,
        url,
        attrs={"aria-label": action.aria_label, "data-bulk-action-button": ""},
        priority=action.action_priority,
        classname=" ".join(action.classes | {"bulk-action-btn"}),
    )
