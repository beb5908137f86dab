"""How passwords are hashed: Argon2id with the memory a small office PC can spare."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class SmallArgon2PasswordHasher(Argon2PasswordHasher):
    """19 MiB, two passes, one lane: the first choice of the OWASP password storage sheet.

    Django's default takes 100 MiB and eight threads for each log-in, which eight log-ins at once
    would turn into 800 MiB.
    """

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
