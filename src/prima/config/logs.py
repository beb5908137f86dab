"""Keeps personal data out of the log: secret addresses and what a failing query carried."""

import logging
import re
from types import TracebackType

# Addresses that open something for whoever holds them, and numbers of cases.
_SECRET_PATHS = re.compile(r"(/(?:survei|lacak|berkas|sandi|akun)/)[^\s/?\"']+[^\s\"']*")
_QUERY = re.compile(r"\?[^\s\"']+")

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def impersonal(text: str) -> str:
    """Return the text without queries and without what follows a secret path."""
    return _QUERY.sub("?…", _SECRET_PATHS.sub(r"\1…", text))


class WithoutPersonalData(logging.Filter):
    """Cleans the finished message, wherever the value came from."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = impersonal(record.getMessage())
        record.args = None
        return True


class ImpersonalFormatter(logging.Formatter):
    """Prints where an error happened, not its text: drivers and forms quote what was typed."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name is given by logging
        kind, error, trace = _parts(ei)
        if kind is None or error is None:
            return ""
        lines = [f"{kind.__module__}.{kind.__qualname__}"]
        while trace is not None:
            code = trace.tb_frame.f_code
            lines.append(f"  {code.co_filename}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        cause = error.__cause__ or error.__context__
        if cause is not None:
            lines.append(
                "caused by " + self.formatException((type(cause), cause, cause.__traceback__))
            )
        return "\n".join(lines)


def _parts(
    info: object,
) -> tuple[type[BaseException] | None, BaseException | None, TracebackType | None]:
    if isinstance(info, tuple) and len(info) == 3:  # noqa: PLR2004 - what sys.exc_info() returns
        return info
    return None, None, None
