"""Django's migrate, which creates the tables of an empty database from a schema dump."""

from pathlib import Path

from django.core.management.commands import migrate
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

SCHEMA = Path(__file__).parents[2] / "schema.sql"
# A migration gives the first pages random keys; from the dump, all sites would share the same ones.
OWN_KEYS = "UPDATE public.wagtailcore_page SET translation_key = gen_random_uuid()"


class Command(migrate.Command):
    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--step-by-step",
            action="store_true",
            help="run every migration, also on an empty database, as `make schema` does",
        )

    def handle(self, *args, step_by_step=False, **options):
        connection = connections[options["database"]]
        looks_only = any(options[name] for name in ("plan", "check_unapplied", "fake", "prune"))
        if step_by_step or looks_only or options["app_label"] or is_database_in_use(connection):
            super().handle(*args, **options)
            return
        load_schema(connection)
        if options["verbosity"] > 0:
            self.stdout.write("The database was empty: its tables were made from the dump.")
        if get_migration_plan(connection):
            super().handle(*args, **options)


def is_database_in_use(connection) -> bool:
    """Return whether the dump cannot be used: there are tables, or this is not PostgreSQL."""
    return connection.vendor != "postgresql" or bool(connection.introspection.table_names())


def load_schema(connection) -> None:
    """Create all tables and the rows that migrations insert, in one transaction."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(SCHEMA.read_text(encoding="utf-8"))
        cursor.execute(OWN_KEYS)


def get_migration_plan(connection) -> list:
    """Return the unapplied migrations, which are newer than the dump."""
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())
