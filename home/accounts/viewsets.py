"""Accounts in the admin: nobody lifts anyone above the approval but those who stand there."""

from wagtail.users.views.users import CreateView, EditView, UserViewSet

from home.duties.account_views import AsksSecondPerson


class NoPromotion:
    """Leaves the superuser's tick as it is, unless a superuser asks."""

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        if "is_superuser" in form.fields:
            form.fields["is_superuser"].disabled = not self.request.user.is_superuser
        return form


class CreateAccount(AsksSecondPerson, NoPromotion, CreateView):
    pass


class EditAccount(AsksSecondPerson, NoPromotion, EditView):
    pass


class AccountViewSet(UserViewSet):
    add_view_class = CreateAccount
    edit_view_class = EditAccount
    copy_view_enabled = False  # posted to itself, Wagtail's copy takes over the account
