"""The account a member of staff logs in with; citizens have none."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Akun pegawai: who logs in. What they may do comes from their assignments in offices."""
