"""Personal values at rest: encrypted columns, blind indexes, masks, and their key ring."""

from prima.kernel.crypto.fields import EncryptedTextField, Personal, Unopened, sealed_text
from prima.kernel.crypto.index import blind_index
from prima.kernel.crypto.masking import mask_email, mask_nik, mask_phone
from prima.kernel.crypto.numbers import normalise_nik, normalise_phone

__all__ = [
    "EncryptedTextField",
    "Personal",
    "Unopened",
    "blind_index",
    "mask_email",
    "mask_nik",
    "mask_phone",
    "normalise_nik",
    "normalise_phone",
    "sealed_text",
]
