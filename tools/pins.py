"""Which figures of the shipped rulebooks could change without an example noticing.

* `python -m tools.pins [NAME …]` lists them for these rulebooks, or for all, and ends with 1 if there are any.
"""

from __future__ import annotations

import sys
from pathlib import Path

from .reference import register_everything


def main(arguments: list[str]) -> int:
    register_everything()
    from dianzhang import rulebooks
    from dianzhang.engine import registry
    from dianzhang.kernel import rulebook as language
    from dianzhang.kernel.rulebook.pinning import pins

    words, loose = registry.vocabulary(), 0
    for name in arguments or [shipped.name for shipped in rulebooks.library()]:
        file: Path = rulebooks.find(name)
        book = language.compile(file.read_bytes(), words).draft
        tried = [*pins(book, words)]
        survived = [pin for pin in tried if not pin.holds]
        print(f"{name}: {len(tried)} changes of a figure, {len(survived)} unnoticed")
        print("".join(f"  {pin}\n" for pin in survived), end="")
        loose += len(survived)
    return 1 if loose else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
