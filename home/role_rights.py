"""Apply the rights of each role to the database: groups, permissions, workflows."""

from functools import cache

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
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

from .council import get_council
from .extension_points import iterate_modules_named
from .models import Approvable, HomePage
from .roles import ROLES, Role, get_group

FILE_RIGHTS = ("wagtaildocs.{}_document", "wagtailimages.{}_image")
STEPS = {
    Level.CHAIR: ChairApproval,
    Level.SECOND_PAIR: SecondPairApproval,
    Level.NONE: LoggedOnly,
}


def save_with_name(obj, name: str):
    """Return the object, saved with this name."""
    if obj.name != name or not obj.pk:
        obj.name = name
        obj.save()
    return obj


@transaction.atomic
def apply_roles() -> HomePage | None:
    """Create or update groups, permissions and workflows; return the council, if any."""
    remove_factory_roles()
    council = get_council()
    if council:
        collection = get_files_collection()
        groups = {role.key: apply_role(role, council, collection) for role in ROLES}
        apply_workflows(council, groups)
    reassign()
    return council


def remove_factory_roles() -> None:
    """Remove Wagtail's default groups and workflow, which would bypass the approval."""
    Group.objects.filter(name__in=("Editors", "Moderators")).delete()
    Workflow.objects.filter(name="Moderators approval").delete()
    Task.objects.filter(name="Moderators approval").delete()
    GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
    Group.permissions.through.objects.filter(permission__codename__startswith="publish_").delete()


def apply_role(role: Role, council: HomePage, collection: Collection) -> Group:
    group = get_group(role.key)
    names = ["wagtailadmin.access_admin", *role.permissions, *get_app_permissions(role.key)]
    group.permissions.set(find_permissions(names))
    set_exactly(
        GroupPagePermission,
        {"group": group},
        [
            {"page_id": council.pk, "permission_id": permission.pk}
            for permission in find_permissions(f"wagtailcore.{p}_page" for p in role.pages)
        ],
    )
    # Wagtail checks the permissions of its own models, even if custom models are in use.
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


def get_app_permissions(key: str) -> list[str]:
    """Return the permissions that the apps grant to a role for their own models."""
    return [name for table in list_permission_tables() for name in table.get(key, ())]


@cache
def list_permission_tables() -> list[dict]:
    """Return the permission tables of all apps, cached because they are code."""
    return [getattr(module, "PERMISSIONS", {}) for _app, module in iterate_modules_named("roles")]


def find_permissions(names) -> list[Permission]:
    """Return the permissions with these dotted names; raise DoesNotExist for unknown names."""
    names = list(names)
    candidates = Permission.objects.filter(codename__in=[name.split(".")[1] for name in names])
    known = {f"{p.content_type.app_label}.{p.codename}": p for p in candidates.select_related()}
    if unknown := set(names) - known.keys():
        raise Permission.DoesNotExist(", ".join(sorted(unknown)))
    return [known[name] for name in names]


def set_exactly(model, owner: dict, wanted: list[dict]) -> None:
    """Make the owner's rows exactly the wanted ones, touching only what differs."""
    there = {
        tuple(sorted((name, getattr(row, name)) for name in wanted[0])): row.pk
        for row in (model.objects.filter(**owner) if wanted else ())
    }
    rows = {tuple(sorted(row.items())): row for row in wanted}
    model.objects.filter(**owner).exclude(pk__in=[there[k] for k in rows if k in there]).delete()
    model.objects.bulk_create(
        model(**owner, **row) for key, row in rows.items() if key not in there
    )


def get_files_collection() -> Collection:
    """Return the collection of the council's files, named after the council.

    It is found by the permissions of the roles' groups, as the council may be renamed.
    """
    ours = {"group_permissions__group__name__in": [role.name for role in ROLES]}
    title = get_council().title
    known = Collection.objects.filter(**ours).first()
    known = known or Collection.objects.filter(name=title, depth=2).first()
    return (
        save_with_name(known, title)
        if known
        else Collection.get_first_root_node().add_child(name=title)
    )


def apply_workflows(council: HomePage, groups: dict[str, Group]) -> None:
    """Create the workflow of every approval level; the chair's is the default."""
    approvers = {Level.CHAIR: [groups["chair"]], Level.SECOND_PAIR: groups.values(), Level.NONE: ()}
    flows = {level: apply_workflow(level, approvers[level]) for level in Level}
    page = Page.objects.get(pk=council.pk)
    WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": flows[Level.CHAIR]})
    for model in apps.get_models():
        if issubclass(model, Approvable):
            WorkflowContentType.objects.get_or_create(
                content_type=ContentType.objects.get_for_model(model),
                defaults={"workflow": flows[Level.CHAIR]},
            )


def apply_workflow(level: Level, groups) -> Workflow:
    """Return the workflow of one level, with its single task."""
    step, name = STEPS[level], STEPS[level]._meta.verbose_name.capitalize()
    workflow = save_with_name(get_workflow(level) or Workflow(), name)
    CouncilWorkflow.objects.update_or_create(level=level, defaults={"workflow": workflow})
    task = step.objects.filter(workflow_tasks__workflow=workflow).first()
    task = save_with_name(task or step(), name)
    if level != Level.NONE:
        task.groups.set(groups)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=Task.objects.get(pk=task.pk))
    return workflow


def get_workflow(level: Level) -> Workflow | None:
    """Return the existing workflow of a level, if any; its name may have changed."""
    known = CouncilWorkflow.objects.filter(level=level).first()
    if known or level != Level.CHAIR:
        return known and known.workflow
    return Workflow.objects.filter(workflow_pages__page=get_council().pk).first()
