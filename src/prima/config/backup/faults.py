"""What can be wrong with a backup, each as one sentence that says what to do."""

from prima.config.commands.console import CommandError


class BackupError(CommandError):
    """The backup cannot be made, read or restored; the text says why and what to do."""


class DamagedBackupError(BackupError):
    """A part of the backup is not as it was written."""

    def __init__(self, part: str, *, cut: bool = False) -> None:
        how = "terpotong" if cut else "rusak"
        super().__init__(
            f"Cadangan ini {how} pada bagian {part}, jadi tidak dipakai. Pakai salinan lain dari "
            "cadangan ini, atau cadangan sebelumnya."
        )
        self.part = part
