"""User management in the admin: only superusers make superusers, whom approval does not bind."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet

from home.pending_changes.account_views import AsksSecondPersonForAccount

from .names import validate_display_name
from .views.invitations import invite_view


class AccountFormMixin:
    """Form for somebody else's account: a unique address, and a name that resembles no other."""

    def clean_email(self):
        email = self.cleaned_data["email"].strip()
        others = get_user_model().objects.exclude(pk=self.instance.pk)
        if others.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Toisella tilillä on jo tämä sähköpostiosoite."))
        return email

    def clean(self):
        data = super().clean()
        if {"first_name", "last_name"} & set(self.changed_data) and not self.errors:
            validate_display_name(data["first_name"], data["last_name"], self.instance)
        return data


class NewAccountForm(AccountFormMixin, UserCreationForm):
    pass


class AccountForm(AccountFormMixin, UserEditForm):
    pass


class NoPromotionMixin:
    """Disables the superuser checkbox, except for superusers."""

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        if "is_superuser" in form.fields:
            form.fields["is_superuser"].disabled = not self.request.user.is_superuser
        return form


class CreateAccount(AsksSecondPersonForAccount, NoPromotionMixin, CreateView):
    """Shows the invitation form instead, so that people choose their own passwords."""

    def get(self, request, *args, **kwargs):
        return invite_view(request)


class EditAccount(AsksSecondPersonForAccount, NoPromotionMixin, EditView):
    pass


class ListAccounts(IndexView):
    add_item_label = "Kutsu käyttäjä"

    @cached_property
    def columns(self):
        """Return Wagtail's columns, with words instead of True and False in the status column."""
        active = Column(
            "is_active",
            accessor=lambda user: "käytössä" if user.is_active else "poissa käytöstä",
            label="Tili",
            sort_key="is_active",
            width="12%",
        )
        return [active if each.name == "is_active" else each for each in super().columns]


class AccountViewSet(UserViewSet):
    index_view_class = ListAccounts
    add_view_class = CreateAccount
    edit_view_class = EditAccount
    copy_view_enabled = False  # Wagtail's copy view, if posted to, overwrites the account

    def get_form_class(self, for_update=False):
        return AccountForm if for_update else NewAccountForm
