"""``python -m dianzhang.kernel.filewords FILE KIND``: how it went as one line of JSON, then the words, in UTF-8."""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

from . import CPU, LARGEST, MEMORY, Reading, Unreadable


def bound() -> None:
    """Give up what reading does not need, before anything of the file is looked at."""
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(path: Path, kind: str, into: Reading) -> str:
    """Why there are no words; empty: there are."""
    try:
        if path.stat().st_size > LARGEST:
            return "large"
        if kind == "pdf":
            from . import pdf

            pdf.read(path, into)
        elif kind == "office":
            from . import workbook

            workbook.read(path, into)
        else:
            from . import office

            office.read(path, into, kind)
    except Unreadable as why:
        return str(why)
    except MemoryError:
        if not into.letters:
            return "large"
        into.cut = True
    except Exception:  # whatever a file does to a reader, it is the file that is broken
        return "broken"
    return "" if into.text else "none"


def main() -> None:
    bound()
    into = Reading()
    why = read(Path(sys.argv[1]), sys.argv[2], into)
    told = json.dumps({"why": why, "cut": into.cut})
    sys.stdout.buffer.write(f"{told}\n{'' if why else into.text}".encode("utf-8", "replace"))


main()
