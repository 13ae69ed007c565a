"""Translations without gettext's programs: a machine with nothing but Python can make them and check them.

python tools/translations.py compile FILE.po …
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogue(po: Path) -> None:
    with po.open("rb") as source:
        catalogue = read_po(source, abort_invalid=True)
    with po.with_suffix(".mo").open("wb") as target:
        write_mo(target, catalogue)


def main(arguments: list[str]) -> int:
    match arguments:
        case ["compile", *files] if files:
            for file in files:
                compile_catalogue(Path(file))
            return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
