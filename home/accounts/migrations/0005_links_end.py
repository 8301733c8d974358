"""A link that was cancelled has ended, as the links of approvals do."""

from django.db import migrations, models

FIELD = models.DateTimeField("päättynyt", null=True, editable=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_one_council")]

    operations = [
        operation
        for model in ("addresschange", "invitation")
        for operation in (
            migrations.RenameField(model, "cancelled_at", "ended_at"),
            migrations.AlterField(model, "ended_at", FIELD),
        )
    ]
