"""The Django application of this floor."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "prima.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Tell the rotation of keys where allauth keeps sealed secrets."""
        from prima.accounts.rules import SEALED_FACTORS  # noqa: PLC0415 - apps are ready now
        from prima.kernel import rotation  # noqa: PLC0415

        table, column = SEALED_FACTORS.split(".")
        for json_key in ("secret", "seed"):
            rotation.register(rotation.Place(table, "id", column, SEALED_FACTORS, json_key))
