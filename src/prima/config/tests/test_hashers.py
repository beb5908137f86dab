"""The cost of a password hash."""

from prima.config.hashers import SmallArgon2PasswordHasher


def test_a_password_costs_nineteen_mebibytes_and_two_passes() -> None:
    hasher = SmallArgon2PasswordHasher()

    encoded = hasher.encode("kuda-laut-biru-77", hasher.salt())

    assert "argon2id" in encoded
    assert "m=19456,t=2,p=1" in encoded
    assert hasher.verify("kuda-laut-biru-77", encoded)
    assert not hasher.verify("kuda-laut-biru-78", encoded)
