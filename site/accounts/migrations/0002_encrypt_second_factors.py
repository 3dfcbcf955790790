"""Secrets of second factors that lie in clear are encrypted. Backwards they are written in clear again."""

from typing import Any

from django.db import migrations

from accounts.encryption import decrypt, renewed_data

KINDS = ("totp", "recovery_codes")


def encrypt_all(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type__in=KINDS):
        row.data = renewed_data(row.data)
        row.save(update_fields=["data"])


def decrypt_all(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type__in=KINDS):
        clear = {name: decrypt(row.data[name]) for name in ("secret", "seed") if name in row.data}
        if "migrated_codes" in row.data:
            clear["migrated_codes"] = [decrypt(code) for code in row.data["migrated_codes"]]
        row.data = {**row.data, **clear}
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(encrypt_all, decrypt_all)]
