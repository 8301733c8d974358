"""A single malicious staff member tries everything in any order: nothing becomes public.

The others do nothing. Every account that the attacker made, changed or took over counts as the
attacker.
"""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState

from home.accounts.models import Invitation
from home.approval.models import Absence, ApprovalRule
from home.approval.policy import get_kinds
from home.mail.models import OutboxMail
from home.models import NewsPage
from home.pending_changes.kinds import get_settings_state
from home.pending_changes.models import PendingChange
from home.roles import ROLES, get_group
from tests.approving import COMMENTS, draft_of, edit_url, member, named, text_data
from tests.factories import make_news_index, make_page, make_text_page
from tests.trials import seeded_random, trials

User = get_user_model()
BACKEND = "home.accounts.backends.AccountBackend"
OWN = "paha@example.org"


class Attack:
    """The attacker, and all accounts under the attacker's control."""

    def __init__(self, council, role, random):
        self.council, self.random = council, random
        self.chair, self.deputy = member(council, "chair"), member(council, "secretariat")
        self.others = [self.chair, self.deputy, member(council, "communications")]
        self.others.append(member(council, "administration"))
        named(council, chair=self.chair, deputy=self.deputy)
        self.one = member(council, role)
        self.pages = [
            make_text_page(council, title="Paha sivu", live=False),
            make_page(NewsPage, make_news_index(council), title="Paha tiedote", live=False),
        ]
        for page in self.pages:
            draft_of(page, self.one)
        for user in self.others:
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        self.before = self.state()

    def state(self) -> dict:
        """Return everything that determines who approves."""
        users = User.objects.filter(pk__in=[user.pk for user in [*self.others, self.one]])
        return {
            "accounts": list(users.order_by("pk").values("username", "email", "password")),
            "names": list(users.order_by("pk").values("first_name", "last_name", "is_superuser")),
            "groups": sorted(User.groups.through.objects.values_list("user", "group")),
            "rights": sorted(Group.permissions.through.objects.values_list("group", "permission")),
            "settings": get_settings_state(),
            "rules": ApprovalRule.objects.count(),
            "absences": Absence.objects.exclude(person=self.one).count(),
            "approvers": {u.pk for u in (self.chair, self.deputy) if self.fresh(u).is_active},
            "second factors": sorted(Authenticator.objects.values_list("user", "pk")),
        }

    def fresh(self, user):
        return User.objects.get(pk=user.pk)

    def mine(self) -> list:
        """Return every account by which the attacker can log in."""
        known = [user.pk for user in self.others]
        made = User.objects.exclude(pk__in=known)
        taken = User.objects.filter(pk__in=known, email=OWN)
        return [*made, *taken]

    def client(self, user=None):
        client = Client()
        client.force_login(self.fresh(user or self.one), backend=BACKEND)
        return client

    def any_user(self):
        return self.random.choice([*self.others, self.one])

    def any_groups(self):
        groups = list(Group.objects.order_by("pk").values_list("pk", flat=True))
        return self.random.sample(groups, self.random.randint(0, len(groups)))

    # The acts

    def make_account(self):
        name = f"nukke{self.random.randint(0, 10**6)}"
        data = {"username": name, "email": OWN, "first_name": "Nukke", "last_name": "Nuken"}
        data |= {"groups": self.any_groups(), "password1": "x" * 14, "password2": "x" * 14}
        self.client().post(reverse("wagtailusers_users:add"), data)

    def change_account(self):
        user = self.fresh(self.any_user())
        data = {name: getattr(user, name) for name in ("username", "first_name", "last_name")}
        data |= {"email": user.email, "groups": list(user.groups.values_list("pk", flat=True))}
        data["is_active"] = "on"
        for change in self.random.sample(
            [{"email": OWN}, {"groups": self.any_groups()}, {"first_name": "P"}, {"username": "p"}],
            self.random.randint(1, 3),
        ):
            data |= change
        data |= {"password1": "Syysmyrsky-2031", "password2": "Syysmyrsky-2031"}
        self.client().post(reverse("wagtailusers_users:edit", args=[user.pk]), data)

    def shut_out_the_chair(self):
        user = self.random.choice([self.chair, self.deputy])
        data = {name: getattr(user, name) for name in ("username", "first_name", "last_name")}
        data |= {"email": user.email, "groups": list(user.groups.values_list("pk", flat=True))}
        self.client().post(reverse("wagtailusers_users:edit", args=[user.pk]), data)

    def act_in_bulk(self):
        action = self.random.choice(["set_active_state", "assign_role", "delete"])
        url = reverse("wagtail_bulk_action", args=["accounts", "user", action])
        data = {"role": self.any_groups()[:1], "mark_as_active": "False"}
        self.client().post(f"{url}?id={self.any_user().pk}", data)

    def copy_or_delete_account(self):
        act = self.random.choice(["copy", "delete"])
        data = {"username": "p", "email": OWN, "first_name": "P", "last_name": "P"}
        self.client().post(f"/hallinta/users/{act}/{self.any_user().pk}/", data)

    def change_group(self):
        group = self.random.choice(list(Group.objects.order_by("pk")))
        for act in ("edit", "delete"):
            self.client().post(f"/hallinta/groups/{act}/{group.pk}/", {"name": "P"})

    def change_workflow(self):
        for act in ("disable/1", "edit/1", "tasks/disable/1", "tasks/edit/1", "add"):
            self.client().post(f"/hallinta/workflows/{act}/", {"name": "P", "groups": []})

    def change_settings(self):
        data = {
            f"level-{k.label}": self.random.choice(k.choices).value for k in get_kinds().values()
        }
        data |= {f"small-{k.label}": "on" for k in get_kinds().values() if k.small}
        data |= {"silence_days": 1, "reminder_days": 1, "link_days": 7, "minutes_alarm_days": 10}
        data |= {"chair": "", "vice_chair": "", "deputy": self.one.pk}
        self.client().post(reverse("approval_settings"), data)

    def send_away(self):
        day = f"{timezone.localdate():%d.%m.%Y}"
        data = {"person": self.any_user().pk, "starts": day, "ends": day, "note": ""}
        self.client().post(reverse("poissaolot:add"), data)

    def invite(self):
        data = {"first_name": "Nukke", "last_name": f"{self.random.choice('ABCDE')}nen"}
        data |= {"email": f"{self.random.randint(0, 99)}{OWN}"}
        data["role"] = self.random.choice(ROLES).key
        self.client().post(reverse("accounts_invite"), data)

    def act_on_invitations(self):
        for user in self.mine():
            for pk in Invitation.objects.values_list("pk", flat=True):
                act = self.random.choice(["confirm", "confirm", "resend", "cancel"])
                url = reverse("accounts_act_on_invitation", args=[pk, act])
                self.client(user).post(url, {"reason": "Kiire."})

    def accept_invitations(self):
        data = {"password1": "Syysmyrsky-2031", "password2": "Syysmyrsky-2031"}
        for mail in OutboxMail.objects.filter(kind="invitation", to__endswith=OWN):
            if link := re.search(r"/hallinta/kutsu/\S+", mail.text):
                Client().post(link[0], data)

    def close_account(self):
        self.client().post(reverse("accounts_close", args=[self.any_user().pk]))

    def reset_second_factor(self):
        self.client().post(reverse("accounts_reset_factor", args=[self.any_user().pk]))

    def confirm_all(self):
        for user in self.mine():
            for change in PendingChange.objects.all():
                button = self.random.choice(["confirm", "refuse"])
                url = reverse("pending_change", args=[change.pk])
                self.client(user).post(url, {button: "1", "reason": "Kyllä."})

    def send_text(self):
        page = self.random.choice(self.pages)
        self.client().post(
            edit_url(page),
            text_data(page, page.title) | {"date": "2027-01-01", "action-submit": "1"} | COMMENTS,
        )

    def send_in_bulk(self):
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "submit"])
        ids = "&".join(f"id={page.pk}" for page in self.pages)
        self.client().post(f"{url}?{ids}")

    def approve_all(self):
        for user in self.mine():
            for task_state in TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS):
                url = reverse("approval_logged_in", args=[task_state.pk])
                for answer in ({"paatos": "hyvaksy"}, {"paatos": "hyvaksy", "vahvista": "1"}):
                    self.client(user).post(url, answer)
                args = [task_state.revision.object_id, "approve", task_state.pk]
                act = reverse("wagtailadmin_pages:workflow_action", args=args)
                self.client(user).post(act, {"comment": ""})

    ACTS = (
        *(make_account, change_account, shut_out_the_chair, act_in_bulk, copy_or_delete_account),
        *(change_group, change_workflow, change_settings, send_away, confirm_all, send_text),
        *(send_in_bulk, approve_all, invite, act_on_invitations, accept_invitations),
        *(close_account, reset_second_factor),
    )

    def run(self, number: int) -> list[str]:
        """Do some acts in any order, and finally those that would profit from them."""
        acts = [self.random.choice(self.ACTS) for _ in range(number)]
        acts += [Attack.act_on_invitations, Attack.accept_invitations]
        acts += [Attack.confirm_all, Attack.send_in_bulk, Attack.approve_all]
        for act in acts:
            act(self)
        return [act.__name__ for act in acts]


@pytest.mark.endurance
@pytest.mark.parametrize("role", ["administration", "secretariat"])
@pytest.mark.parametrize("number", range(trials(2, 100)))
def test_nobody_alone_makes_anything_public(council, roles, role, number):
    attack = Attack(council, role, seeded_random(f"chain {role} {number}"))
    acts = attack.run(trials(8, 20))
    public = Page.objects.filter(pk__in=[page.pk for page in attack.pages], live=True)
    assert not public.exists(), acts
    assert attack.state() == attack.before, acts


def test_the_attack_would_succeed_with_a_helper(council, roles):
    """The acts of the attack would really work if somebody else confirmed them."""
    attack = Attack(council, "administration", seeded_random("helper"))
    group = get_group("chair")
    data = {"username": "nukke", "email": OWN, "first_name": "N", "last_name": "N"}
    attack.client().post(reverse("wagtailusers_users:add"), data | {"groups": [group.pk]})
    url = reverse("pending_change", args=[PendingChange.objects.get().pk])
    attack.client(attack.chair).post(url, {"confirm": "1", "reason": ""})
    assert [user.username for user in attack.mine()[1:]] == ["nukke"]
    attack.invite()
    invitation = Invitation.objects.get(needs_confirmation=True)
    url = reverse("accounts_act_on_invitation", args=[invitation.pk, "confirm"])
    attack.client(attack.chair).post(url)
    attack.accept_invitations()
    assert User.objects.filter(email=invitation.email).exists()
    attack.send_in_bulk()
    assert TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).exists()
