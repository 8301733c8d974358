"""Telling Wagtail who may do what with a kind of thing, in the way that each version asks."""

import wagtail.permissions


class PolicyOfOwn:
    """A view set whose model has a permission policy of its own.

    Wagtail 8 keeps the policies in a registry, which must know ours before the view set is
    registered; 7.4 has no registry and asks the view set.
    """

    def on_register(self):
        if register := getattr(wagtail.permissions, "register_permission_policy", None):
            register(self.model, self.permission_policy, exact_class=True)
        super().on_register()
