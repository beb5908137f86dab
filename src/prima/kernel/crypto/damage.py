"""What may be wrong with something sealed."""


class DamagedValueError(Exception):
    """A sealed value was changed, cut, or moved from the place it was sealed for."""


class LostValueError(DamagedValueError):
    """A value sealed under a key that the operator has declared lost (`prima keys after-loss`)."""
