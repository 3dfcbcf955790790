"""System checks of the building services."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


@register(deploy=True)
def security_contact_is_set(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.SECURITY_CONTACT.endswith("localhost.localdomain"):
        return [
            Warning(
                "SECURITY_CONTACT is not set.",
                hint="Give a mailto: or https: address; it is published in security.txt.",
                id="core.W001",
            )
        ]
    return []


@register()
def site_folder_is_no_package(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if (Path(settings.BASE_DIR) / "site" / "__init__.py").exists():
        return [
            Error(
                "site/__init__.py exists, but the standard library owns the name `site`.",
                hint="Remove the file: `site/` is a folder on the path, not a package.",
                id="core.E001",
            )
        ]
    return []
