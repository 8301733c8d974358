"""Who may do what: a table in code, applied by `manage.py roles`.

A role is a group of the same name. Rooms add what concerns their own things in a
module `roles` with a dict `PERMISSIONS` from a role's key to permission names.
Nobody is given `publish`: only the approval itself makes a text public.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from home.approval.models import (
    ChairApproval,
    CouncilWorkflow,
    Level,
    LoggedOnly,
    SecondPairApproval,
)
from home.approval.reassigning import reassign

from .council import the_council
from .models import Approvable, HomePage


@dataclass(frozen=True)
class Role:
    """What one role may do with pages and with files."""

    key: str
    name: str
    about: str
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()


EDIT = ("add", "change")
UPLOAD = ("add", "change", "choose")
WITHDRAW = ("approval.withdraw_content",)
FILE_RIGHTS = ("wagtaildocs.{}_document", "wagtailimages.{}_image")

ROLES = (
    Role(
        "communications",
        "Viestintä",
        _("Kirjoittaa sivuja ja tiedotteita ja lähettää ne hyväksyttäväksi."),
        EDIT,
        UPLOAD,
    ),
    Role(
        "secretariat",
        "Sihteeristö",
        _("Kirjoittaa sivuja, kokouksia, asiakirjoja ja edustajia ja voi perua julkaisun."),
        EDIT,
        UPLOAD,
        WITHDRAW,
    ),
    Role(
        "chair",
        "Puheenjohtajisto",
        _("Lukee ja hyväksyy tekstit. Uuden hyväksyjän kutsun vahvistaa toinen henkilö."),
        ("change",),
        ("choose",),
        WITHDRAW,
    ),
    Role(
        "administration",
        "Ylläpito",
        _("Kutsuu ja poistaa käyttäjiä ja pitää asetuksista huolta. Ei hyväksy tekstejä."),
        EDIT,
        UPLOAD,
        (
            *WITHDRAW,
            "accounts.add_user",
            "accounts.change_user",
            "wagtailcore.change_site",
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
            "wagtailredirects.delete_redirect",
        ),
    ),
)
STEPS = {
    Level.CHAIR: ChairApproval,
    Level.SECOND_PAIR: SecondPairApproval,
    Level.NONE: LoggedOnly,
}


def roles_of(user) -> set[str]:
    """Return the keys of the roles that the user has."""
    names = set(user.groups.values_list("name", flat=True))
    return {role.key for role in ROLES if role.name in names}


def group_for(key: str) -> Group:
    """Return the group of a role, by its key."""
    return Group.objects.get_or_create(name=name_of(key))[0]


def name_of(key: str) -> str:
    return next(role.name for role in ROLES if role.key == key)


def people_in(key: str):
    """Return the active accounts that have a role, by its key."""
    users = get_user_model().objects.filter(groups__name=name_of(key), is_active=True)
    return users.order_by("pk")


def staff():
    """Return the active accounts that have any role, by name."""
    users = get_user_model().objects.filter(is_active=True)
    users = users.filter(groups__name__in=[role.name for role in ROLES])
    return users.distinct().order_by("last_name", "first_name", "username")


def named(obj, name: str):
    """Return the object, stored under this name."""
    if obj.name != name or not obj.pk:
        obj.name = name
        obj.save()
    return obj


@transaction.atomic
def apply_roles() -> HomePage | None:
    """Make groups, rights and workflows what the table says; return the council, if any."""
    remove_factory_roles()
    council = the_council()
    if council:
        collection = files_collection()
        groups = {role.key: apply_role(role, council, collection) for role in ROLES}
        apply_workflows(council, groups)
    reassign()
    return council


def remove_factory_roles() -> None:
    """Takes away the groups and workflow that Wagtail comes with: they go round the approval."""
    Group.objects.filter(name__in=("Editors", "Moderators")).delete()
    Workflow.objects.filter(name="Moderators approval").delete()
    Task.objects.filter(name="Moderators approval").delete()
    GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
    Group.permissions.through.objects.filter(permission__codename__startswith="publish_").delete()


def apply_role(role: Role, council: HomePage, collection: Collection) -> Group:
    group = group_for(role.key)
    names = ["wagtailadmin.access_admin", *role.permissions, *permissions_of_rooms(role.key)]
    group.permissions.set(find_permissions(names))
    set_exactly(
        GroupPagePermission,
        {"group": group},
        [
            {"page_id": council.pk, "permission_id": permission.pk}
            for permission in find_permissions(f"wagtailcore.{p}_page" for p in role.pages)
        ],
    )
    # Wagtail asks for the rights over its own models, whatever the models in use.
    files = [name.format(p) for p in role.files for name in FILE_RIGHTS]
    set_exactly(
        GroupCollectionPermission,
        {"group": group},
        [
            {"collection_id": collection.pk, "permission_id": permission.pk}
            for permission in find_permissions(files)
        ],
    )
    return group


def permissions_of_rooms(key: str) -> list[str]:
    """What the rooms grant a role over their own things."""
    return [name for table in tables_of_rooms() for name in table.get(key, ())]


@cache
def tables_of_rooms() -> list[dict]:
    """The tables of all rooms, which are code and stay as they are."""
    modules = [
        import_module(f"{app.name}.roles")
        for app in apps.get_app_configs()
        if module_has_submodule(app.module, "roles")
    ]
    return [getattr(module, "PERMISSIONS", {}) for module in modules]


def find_permissions(names) -> list[Permission]:
    """The permissions of these dotted names; an unknown name is an error of the table."""
    names = list(names)
    candidates = Permission.objects.filter(codename__in=[name.split(".")[1] for name in names])
    known = {f"{p.content_type.app_label}.{p.codename}": p for p in candidates.select_related()}
    if unknown := set(names) - known.keys():
        raise Permission.DoesNotExist(", ".join(sorted(unknown)))
    return [known[name] for name in names]


def set_exactly(model, owner: dict, wanted: list[dict]) -> None:
    """Leaves the owner exactly the wanted rows, touching only what differs."""
    there = {
        tuple(sorted((name, getattr(row, name)) for name in wanted[0])): row.pk
        for row in (model.objects.filter(**owner) if wanted else ())
    }
    rows = {tuple(sorted(row.items())): row for row in wanted}
    model.objects.filter(**owner).exclude(pk__in=[there[k] for k in rows if k in there]).delete()
    model.objects.bulk_create(
        model(**owner, **row) for key, row in rows.items() if key not in there
    )


def files_collection() -> Collection:
    """Return the collection of the council's files, which has the council's name.

    It is known by the rights of the roles' groups, for the council may be renamed.
    """
    ours = {"group_permissions__group__name__in": [role.name for role in ROLES]}
    title = the_council().title
    known = Collection.objects.filter(**ours).first()
    known = known or Collection.objects.filter(name=title, depth=2).first()
    return named(known, title) if known else Collection.get_first_root_node().add_child(name=title)


def apply_workflows(council: HomePage, groups: dict[str, Group]) -> None:
    """Make every level of approval; the chair's holds where no other is chosen."""
    asked = {Level.CHAIR: [groups["chair"]], Level.SECOND_PAIR: groups.values(), Level.NONE: ()}
    flows = {level: apply_workflow(level, asked[level]) for level in Level}
    page = Page.objects.get(pk=council.pk)
    WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": flows[Level.CHAIR]})
    for model in apps.get_models():
        if issubclass(model, Approvable):
            WorkflowContentType.objects.get_or_create(
                content_type=ContentType.objects.get_for_model(model),
                defaults={"workflow": flows[Level.CHAIR]},
            )


def apply_workflow(level: Level, groups) -> Workflow:
    """Return the workflow of one level, with its one step."""
    step, name = STEPS[level], STEPS[level]._meta.verbose_name.capitalize()
    workflow = named(workflow_of(level) or Workflow(), name)
    CouncilWorkflow.objects.update_or_create(level=level, defaults={"workflow": workflow})
    task = step.objects.filter(workflow_tasks__workflow=workflow).first()
    task = named(task or step(), name)
    if level != Level.NONE:
        task.groups.set(groups)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=Task.objects.get(pk=task.pk))
    return workflow


def workflow_of(level: Level) -> Workflow | None:
    """Return the workflow made before: known by its level, for its name may change."""
    known = CouncilWorkflow.objects.filter(level=level).first()
    if known or level != Level.CHAIR:
        return known and known.workflow
    return Workflow.objects.filter(workflow_pages__page=the_council().pk).first()
