"""Registration of permission policies in both ways that the supported Wagtail versions need."""

import wagtail.permissions


class OwnPolicyMixin:
    """A view set mixin for models with a permission policy of their own.

    Wagtail 8 keeps the policies in a registry, where ours must be registered before the view set;
    7.4 has no registry and uses the view set's policy.
    """

    def on_register(self):
        if register := getattr(wagtail.permissions, "register_permission_policy", None):
            register(self.model, self.permission_policy, exact_class=True)
        super().on_register()
