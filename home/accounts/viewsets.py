"""Accounts in the admin: nobody lifts anyone above the approval but those who stand there."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet

from home.pending_changes.account_views import AsksSecondPerson

from .names import validate_display_name
from .views.invitations import invite


class AccountFormMixin:
    """An account of somebody else: one address each, and names that cannot be mistaken."""

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


class NoPromotion:
    """Leaves the superuser's tick as it is, unless a superuser asks."""

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        if "is_superuser" in form.fields:
            form.fields["is_superuser"].disabled = not self.request.user.is_superuser
        return form


class CreateAccount(AsksSecondPerson, NoPromotion, CreateView):
    """Leads to the invitation, by which people choose their own passwords."""

    def get(self, request, *args, **kwargs):
        return invite(request)


class EditAccount(AsksSecondPerson, NoPromotion, EditView):
    pass


class ListAccounts(IndexView):
    add_item_label = "Kutsu käyttäjä"

    @cached_property
    def columns(self):
        """Wagtail's columns, with words where its own cell says True."""
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
    copy_view_enabled = False  # posted to itself, Wagtail's copy takes over the account

    def get_form_class(self, for_update=False):
        return AccountForm if for_update else NewAccountForm
