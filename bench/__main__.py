"""`python -m bench [NAME…]`: all measurements, or those named.  Ends with 1 when one misses its target."""

from __future__ import annotations

import sys
from importlib import import_module

ALL = ("intake",)


def main() -> int:
    names = sys.argv[1:] or list(ALL)
    if unknown := [name for name in names if name not in ALL]:
        print(f"no measurement {', '.join(unknown)}; there are {', '.join(ALL)}", file=sys.stderr)
        return 2
    missed = [name for name in names if not import_module(f"bench.{name}").measure()]
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
