"""Who may do what: a table in code, applied to every council by `manage.py roles`.

A role is a group per council. Rooms add what concerns their own things in a
module `roles` with a dict `PERMISSIONS` from a role's key to permission names.
Nobody is given `publish`: only the approval itself makes a text public.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.apps import apps
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
    """Return the keys of the roles that the user has in any council."""
    names = user.groups.values_list("name", flat=True)
    return {role.key for role in ROLES for name in names if name.startswith(f"{role.name} (")}


def group_name(role_name: str, council: HomePage) -> str:
    return f"{role_name} ({council.region})"


def group_for(key: str, council: HomePage) -> Group:
    """The group of a role, by its key, in a council."""
    role = next(role for role in ROLES if role.key == key)
    return group_of(role, council)


def group_of(role: Role, council: HomePage) -> Group:
    """The role's group in the council: known by its rights there, for the region may be renamed."""
    known = Group.objects.filter(
        page_permissions__page=council.pk, name__startswith=f"{role.name} ("
    ).first()
    return named(known or Group(), group_name(role.name, council))


def named(thing, name: str):
    """The thing, stored under this name."""
    if thing.name != name or not thing.pk:
        thing.name = name
        thing.save()
    return thing


@transaction.atomic
def apply_roles() -> list[HomePage]:
    """Makes groups, rights and workflow of every council what the table says."""
    remove_factory_roles()
    councils = list(HomePage.objects.all())
    for council in councils:
        collection = collection_of(council)
        groups = {role.key: apply_role(role, council, collection) for role in ROLES}
        apply_workflows(council, groups)
    reassign()
    return councils


def remove_factory_roles() -> None:
    """Takes away the groups and workflow that Wagtail comes with: they go round the approval."""
    Group.objects.filter(name__in=("Editors", "Moderators")).delete()
    Workflow.objects.filter(name="Moderators approval").delete()
    Task.objects.filter(name="Moderators approval").delete()
    GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
    Group.permissions.through.objects.filter(permission__codename__startswith="publish_").delete()


def apply_role(role: Role, council: HomePage, collection: Collection) -> Group:
    group = group_of(role, council)
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


def collection_of(council: HomePage) -> Collection:
    """The council's own shelf of files: known by its groups' rights, for a title may change."""
    shelf = Collection.objects.filter(group_permissions__group__page_permissions__page=council.pk)
    found = shelf.first() or Collection.objects.filter(name=council.title, depth=2).first()
    if found is None:
        return Collection.get_first_root_node().add_child(name=council.title)
    return named(found, council.title)


def apply_workflows(council: HomePage, groups: dict[str, Group]) -> None:
    """Every level of approval in the council; the chair's is the one for want of another."""
    asked = {Level.CHAIR: [groups["chair"]], Level.SECOND_PAIR: groups.values(), Level.NONE: ()}
    flows = {level: apply_workflow(council, level, asked[level]) for level in Level}
    page = Page.objects.get(pk=council.pk)
    WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": flows[Level.CHAIR]})
    for model in apps.get_models():
        if issubclass(model, Approvable):
            WorkflowContentType.objects.get_or_create(
                content_type=ContentType.objects.get_for_model(model),
                defaults={"workflow": flows[Level.CHAIR]},
            )


def apply_workflow(council: HomePage, level: Level, groups) -> Workflow:
    """The council's workflow of one level, with its one step."""
    step, name = STEPS[level], group_name(STEPS[level]._meta.verbose_name.capitalize(), council)
    workflow = named(workflow_of(council, level) or Workflow(), name)
    CouncilWorkflow.objects.update_or_create(
        council=council, level=level, defaults={"workflow": workflow}
    )
    task = step.objects.filter(workflow_tasks__workflow=workflow).first()
    task = named(task or step(), name)
    if level != Level.NONE:
        task.groups.set(groups)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=Task.objects.get(pk=task.pk))
    return workflow


def workflow_of(council: HomePage, level: Level) -> Workflow | None:
    """The one made before: known by the council, for its name may change."""
    known = CouncilWorkflow.objects.filter(council=council, level=level).first()
    if known or level != Level.CHAIR:
        return known and known.workflow
    return Workflow.objects.filter(workflow_pages__page=council.pk).first()
