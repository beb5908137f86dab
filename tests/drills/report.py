"""What a drill tells at its end: figures, and for each promise whether it was kept."""

import json
import os
import platform
import sys
import time
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Report:
    """The figures of one drill and its verdict."""

    drill: str
    seed: int | None = None
    figures: dict[str, Any] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def check(self, promise: str, is_kept: bool, found: object = None) -> None:
        """Note one promise; what was found instead stands beside a broken one."""
        if is_kept:
            self.kept.append(promise)
        else:
            self.broken.append(promise if found is None else f"{promise} (found: {found})")

    def finish(self) -> int:
        """Print everything; give the exit code."""
        told = {
            "drill": self.drill,
            "seed": self.seed,
            "machine": {
                "cores": os.cpu_count(),
                "load": [round(one, 2) for one in os.getloadavg()],
                "python": platform.python_version(),
            },
            "seconds": round(time.monotonic() - self.began, 1),
            "figures": self.figures,
            "kept": self.kept,
            "broken": self.broken,
            "verdict": "passed" if not self.broken else "FAILED",
        }
        print(json.dumps(told, indent=2, default=str))  # noqa: T201 - this is the result
        return 1 if self.broken else 0


def say(text: str) -> None:
    """Tell where a long drill stands."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)  # noqa: T201


def percentile(values: list[float], share: float) -> float:
    """The value below which so large a share lies; 0 of nothing."""
    if not values:
        return 0.0
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def spread(seconds: list[float]) -> dict[str, float]:
    """How long things took, in milliseconds."""
    if not seconds:
        return {}
    return {
        "count": len(seconds),
        "median_ms": round(percentile(seconds, 0.5) * 1000, 1),
        "p95_ms": round(percentile(seconds, 0.95) * 1000, 1),
        "max_ms": round(max(seconds) * 1000, 1),
    }
