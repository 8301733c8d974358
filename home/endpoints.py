"""Endpoint rows for every view of Wagtail and of this app that can write. See home/web/endpoint.py.

Pages, people, seats and terms become public only through approval, and nothing that was ever public
is deleted: home/approval enforces this, whatever the row of the view says.
"""

from .web.endpoint import OFF, READS, Endpoint, Record

AUDIT, LOG, NONE = Record.AUDIT, Record.LOG, Record.NONE
NOBODY = ()  # superusers only
STAFF = ("communications", "secretariat", "chair", "administration")
WRITERS = ("communications", "secretariat", "administration")
WITHDRAWERS = ("secretariat", "chair", "administration")
CHOOSERS = ("chair", "administration")
ADMINISTRATION = ("administration",)

# The tables that a save touches: content with its revisions and lists, open assignments, mail.
CONTENT = (
    *("home", "networks", "meetings", "documents", "wagtailcore", "approval", "privacy"),
    *("links", "mail", "record", "search", "texts", "pdfcheck", "taggit", "wagtailsearch"),
    *("wagtailredirects", "due", "duties", "retention", "bin"),
)
FILES = ("documents", "wagtailcore", "wagtaildocs", "taggit", "texts", "pdfcheck", "search", "mail")
FILES += ("wagtailimages", "record", "wagtailsearch", "home", "bin")
OWN = ("accounts.user", "wagtailusers.userprofile")


def allow(roles, rule, record=LOG, tables=CONTENT) -> Endpoint:
    return Endpoint(roles, tables, record, rule)


PAGES = {
    "add": allow(WRITERS, "a draft under a page that the role may add to"),
    "edit": allow(STAFF, "a draft, while it does not wait; sending asks for an approval"),
    "preview_on_add": READS,
    "preview_on_edit": READS,
    "view_draft": READS,
    "add_subpage": READS,
    "delete": allow(WRITERS, "never what was public, nor what has history"),
    "unpublish": allow(WITHDRAWERS, "what is public comes down at once", AUDIT),
    "convert_alias": OFF,
    "move": READS,
    "move_confirm": allow(WRITERS, "one's own drafts"),
    "set_page_position": allow(NOBODY, "the order of a list"),
    "copy": allow(WRITERS, "makes drafts"),
    "workflow_action": allow(STAFF, "the assignee decides", AUDIT),
    "collect_workflow_action_data": READS,
    "set_privacy": allow(NOBODY, "closes a page to readers"),
    "lock": allow(NOBODY, "keeps a page as it is"),
    "unlock": allow(NOBODY, "ends a lock"),
    "revisions_index": READS,
    "revisions_revert": allow(STAFF, "saves an old version as a new draft"),
    "revisions_unschedule": allow(STAFF, "a time of publishing is taken back"),
}
SNIPPETS = {
    "add": allow(WRITERS, "a draft of a kind that the role may add"),
    "edit": allow(WRITERS, "a draft, while it does not wait"),
    "delete": allow(ADMINISTRATION, "never what was public"),
    "preview_on_add": READS,
    "preview_on_edit": READS,
    "revisions_revert": allow(WRITERS, "saves an old version as a new draft"),
    "revisions_unschedule": allow(WRITERS, "a time of publishing is taken back"),
    "unpublish": allow(WITHDRAWERS, "not what a public roster names", AUDIT),
    "lock": OFF,
    "unlock": OFF,
    "workflow_action": allow(STAFF, "the assignee decides", AUDIT),
    "collect_workflow_action_data": READS,
}
BULK = {
    "wagtailcore.page:delete": allow(WRITERS, "never what was public"),
    "wagtailcore.page:move": allow(WRITERS, "one's own drafts"),
    "wagtailcore.page:publish": OFF,
    "wagtailcore.page:submit": allow(STAFF, "drafts that do not wait, as one bundle"),
    "wagtailcore.page:unpublish": allow(WITHDRAWERS, "more than one: confirmed in words", AUDIT),
    "accounts.user:assign_role": OFF,
    "accounts.user:delete": OFF,
    "accounts.user:set_active_state": OFF,
}
for kind in ("documents.councildocument", "documents.councilimage"):
    BULK |= {
        f"{kind}:add_tags": allow(WRITERS, "words to find a file by", NONE, FILES),
        f"{kind}:add_to_collection": OFF,
        f"{kind}:delete": allow(WRITERS, "never what was public", LOG, FILES),
    }
MANY_FILES = {
    "add_multiple": allow(WRITERS, "into the council's own shelf", LOG, FILES),
    "edit_multiple": allow(WRITERS, "a file that was never public", LOG, FILES),
    "delete_multiple": allow(WRITERS, "a file that was never public", LOG, FILES),
    "delete_upload_multiple": allow(WRITERS, "one's own upload that failed", NONE, FILES),
}
ONE_FILE = {
    "add": allow(WRITERS, "into the council's own shelf", LOG, FILES),
    "edit": allow(WRITERS, "not the bytes or name of what was public", LOG, FILES),
    "delete": allow(WRITERS, "a file that was never public", LOG, FILES),
}
# Groups, collections and workflows are defined in home/roles.py; nobody edits them in the admin.
SET_BY_CODE = {
    "wagtailadmin_collections": ("index", "add", "edit", "delete", "set_privacy"),
    "wagtailadmin_workflows": (
        *("index", "index_results", "usage", "usage_results", "task_index", "task_index_results"),
        *("add", "enable", "disable", "edit", "remove", "add_task", "select_task_type"),
        *("edit_task", "disable_task", "enable_task", "task_chooser", "task_chooser_results"),
        *("task_chooser_create", "task_chosen"),
    ),
    "wagtailusers_groups": (
        *("index", "index_results", "history", "history_results", "usage"),
        *("add", "edit", "delete"),
    ),
    "wagtailsettings": ("edit", "preview_on_edit"),
    "wagtailredirects": ("start_import", "process_import"),
    "wagtailusers_users": ("delete",),
}
READING = (
    *("wagtailadmin_explore", "wagtailadmin_explore_results", "wagtailadmin_sprite"),
    # The next Wagtail resolves these views by page type, so they cannot be recognised as read-only.
    "wagtailadmin_explore_root",
    *(
        f"wagtailadmin_pages:{view}"
        for view in (
            *("search", "search_results", "usage", "history", "history_results"),
            *("revisions_view", "revisions_compare", "confirm_workflow_cancellation"),
            *("workflow_history", "workflow_history_detail", "workflow_preview"),
        )
    ),
    *("wagtailadmin_pages:type_use", "wagtailadmin_pages:type_use_results"),
    *("wagtailadmin_pages:choose_parent", "page_listing:choose_parent"),
    *(f"wagtailadmin_choose_page_{kind}_link" for kind in ("external", "email", "phone", "anchor")),
    *("wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete"),
    *(
        "wagtailadmin_javascript_catalog",
        "wagtailimages:preview",
        "wagtailimages_chooser:select_format",
    ),
    *(
        f"wagtailadmin_api:{kind}:{view}"
        for kind in ("pages", "documents", "images")
        for view in ("listing", "detail", "find")
    ),
    *("document", "wagtaildocs_serve", "original_picture", "picture", "sitemap", "robots"),
    *("approval_file", "approval_picture", "file_of_page", "approval_record_lines", "read_moment"),
    *("guide", "guide_picture", "pending_changes", "wagtail.admin.views.home.default"),
)


def allow_anybody(rule, tables=(), record=NONE) -> Endpoint:
    return Endpoint(STAFF, tables, record, rule, public=True)


ENDPOINTS = {
    "editing_heartbeat": READS,
    "editing_logged_in_again": READS,
    **{f"wagtailadmin_pages:{name}": row for name, row in PAGES.items()},
    **{f"snippet:{name}": row for name, row in SNIPPETS.items()},
    **{f"bulk:{name}": row for name, row in BULK.items()},
    **{f"wagtaildocs:{name}": row for name, row in (ONE_FILE | MANY_FILES).items()},
    **{f"wagtailimages:{name}": row for name, row in (ONE_FILE | MANY_FILES).items()},
    **{f"{space}:{name}": OFF for space, names in SET_BY_CODE.items() for name in names},
    **dict.fromkeys(READING, READS),
    "wagtailadmin_api:pages:action": OFF,  # acts on pages without the editor's rules
    "wagtailadmin_error_test": OFF,
    "snippet_chooser:create": OFF,  # no chooser has a form for creating objects
    "wagtaildocs_chooser:create": MANY_FILES["add_multiple"],
    "wagtailimages_chooser:create": MANY_FILES["add_multiple"],
    "wagtaildocs:create_multiple_from_uploaded_document": MANY_FILES["add_multiple"],
    "wagtailimages:create_multiple_from_uploaded_image": MANY_FILES["add_multiple"],
    "clean_file": allow(WRITERS, "a cleaned copy: swaps an unpublished file, else a new version"),
    "bring_cleaned_copy": allow(WRITERS, "brings in the cleaned copy of a refused file"),
    "new_version": allow(WRITERS, "a file that takes the place of another, as a draft"),
    "bin": READS,
    "restore_from_bin": allow(WRITERS, "what the role may make comes back as a draft"),
    "withdraw_file": allow(WITHDRAWERS, "what is public comes down at once", AUDIT),
    "read_file_again": allow(WRITERS, "the text of a file is read anew", NONE, FILES),
    "check_privacy": allow(STAFF, "the sender's answers to what the check found", NONE),
    "try_mail_again": allow(WRITERS, "a mail that did not go", NONE, ("mail",)),
    "approval_settings": allow(CHOOSERS, "who approves: with a second person", AUDIT),
    "pending_change": allow(STAFF, "confirmed by a second person", AUDIT),
    "poissaolot:add": allow(STAFF, "one's own; others' with a second person", LOG),
    "poissaolot:edit": allow(STAFF, "one's own; others' with a second person", LOG),
    "poissaolot:delete": allow(STAFF, "one's own; others' with a second person", LOG),
    "wagtailredirects:add": allow(ADMINISTRATION, "an old address leads to a new one"),
    "wagtailredirects:edit": allow(ADMINISTRATION, "an old address leads to a new one"),
    "wagtailredirects:delete": allow(ADMINISTRATION, "an old address leads nowhere"),
    "wagtailsites:add": allow(NOBODY, "another site"),
    "wagtailsites:delete": allow(NOBODY, "a site that is no more"),
    "wagtailsites:edit": allow(ADMINISTRATION, "the name and address of the site"),
    "wagtailusers_users:add": allow(
        ADMINISTRATION, "an account: with a second person", AUDIT, (*CONTENT, *OWN, "accounts")
    ),
    "wagtailusers_users:edit": allow(
        ADMINISTRATION, "an account: with a second person", AUDIT, (*CONTENT, *OWN, "accounts")
    ),
    "wagtailadmin_account": allow(STAFF, "one's own account", NONE, OWN),
    "wagtailadmin_logout": allow_anybody("ends one's own session"),
    "wagtailadmin_dismissibles": allow(STAFF, "what one has read", NONE, OWN),
    "wagtailadmin_editing_sessions:ping": allow(
        STAFF, "who has a page open", NONE, ("wagtailadmin.editingsession",)
    ),
    "wagtailadmin_editing_sessions:release": allow(
        STAFF, "who has a page open", NONE, ("wagtailadmin.editingsession",)
    ),
    "wagtailadmin_login": allow_anybody("limited by name and address", OWN),
    "wagtailadmin_password_reset": allow_anybody(
        "mails a link to the account's address", ("mail",)
    ),
    "wagtailadmin_password_reset_confirm": allow_anybody("the link's secret decides", OWN),
    "wagtailcore_login": allow_anybody("limited by name and address", OWN),
    "wagtailcore_authenticate_with_password": allow_anybody("the page's password decides"),
    "wagtaildocs_authenticate_with_password": allow_anybody("the collection's password decides"),
    "approval_by_link": allow_anybody("the link's secret decides", CONTENT, AUDIT),
    "approval_receipt": allow_anybody("the link's secret decides", CONTENT, AUDIT),
    "approval_renew": allow_anybody("mails a new link to the same person", CONTENT),
    "remind_approvers": allow(STAFF, "the sender reminds the assignees, once a day"),
    "cancel_approval": allow(STAFF, "the sender takes a sent text back", AUDIT),
    "approval_logged_in": allow(STAFF, "the assignee decides", AUDIT),
    "wagtail_serve": allow_anybody("forms on pages: proposals, contact", CONTENT),
}
