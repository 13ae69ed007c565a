"""Translations without gettext's programs: a machine with nothing but Python can make them and check them.

Texts in code and templates are Chinese; English stands in `dianzhang/*/locale/en/LC_MESSAGES/django.po`.

* `python -m tools.translations compile FILE.po …` makes the .mo files that Django reads (`make setup` does it).
* `python -m tools.translations update` adds what is new to the catalogue of `ui`, takes out what is gone, compiles it.
* `python -m tools.translations check` says what is missing, left over or wrong, and ends with 1 if anything is.
"""

import re
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.chinese import has_chinese
from tools.texts import SOURCE, Text, find_texts
from tools.visible_chinese import find_visible_chinese

HOME_OF_NEW = SOURCE / "ui/locale/en/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|(?<!\{)\{\w*\}")
HEADER = r"""msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


def catalogues() -> list[Path]:
    return sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/django.po"))


def read(po: Path) -> Catalog:
    with po.open("rb") as source:
        return read_po(source, locale=po.parts[-3], abort_invalid=True)


def compile_catalogue(po: Path) -> None:
    catalogue = read(po)
    with po.with_suffix(".mo").open("wb") as target:
        write_mo(target, catalogue)


def update(texts: list[Text]) -> None:
    """The catalogue of `ui` holds what no other catalogue holds. Translations already made are kept."""
    elsewhere = {message.id for po in catalogues() if po != HOME_OF_NEW for message in read(po)}
    old, new = read(HOME_OF_NEW), Catalog(locale="en", fuzzy=False)
    for text in sorted(texts, key=lambda text: (text.where, text.singular)):
        if text.id not in elsewhere:
            before = old.get(text.id, text.context)
            new.add(text.id, before.string if before else None, context=text.context, locations=[(text.where, 0)])
    HOME_OF_NEW.write_text(HEADER + _written(new).partition("\n\n")[2], encoding="utf-8")
    compile_catalogue(HOME_OF_NEW)


def problems(texts: list[Text]) -> list[str]:
    """Everything that keeps English from being complete, one line each."""
    translated = {(message.id, message.context): message for po in catalogues() for message in read(po) if message.id}
    wanted = {(text.id, text.context): text.where for text in texts}
    found = [f"{where}: not translated: {key[0]!r}" for key, where in wanted.items() if key not in translated]
    found += [f"left over: {key[0]!r}" for key in translated if key not in wanted]
    for key in wanted.keys() & translated.keys():
        found += [f"{wanted[key]}: {wrong}: {key[0]!r}" for wrong in _wrong(translated[key])]
    return sorted(found) + [
        f"{place}: Chinese that cannot be translated: {text!r}" for place, text in find_visible_chinese()
    ]


def _wrong(message: Message) -> list[str]:
    ids, strings = _parts(message.id), _parts(message.string)
    wrong = []
    if not all(strings):
        wrong.append("not translated")
    if message.fuzzy:
        wrong.append("translation marked as unsure")
    if any(has_chinese(string) for string in strings):
        wrong.append("the English has Chinese in it")
    if all(strings) and set(PLACEHOLDER.findall(ids[-1])) != set(PLACEHOLDER.findall(strings[-1])):
        wrong.append("placeholders differ")
    return wrong


def _parts(value: str | Sequence[str] | None) -> list[str]:
    """A text has one part, a text with a plural two."""
    return [value] if isinstance(value, str) else list(value or [""])


def _written(catalogue: Catalog) -> str:
    target = BytesIO()
    write_po(target, catalogue, include_lineno=False, width=120)
    return target.getvalue().decode()


def main(arguments: list[str]) -> int:
    match arguments:
        case ["compile", *files] if files:
            for file in files:
                compile_catalogue(Path(file))
            return 0
        case ["update"]:
            update(find_texts())
            return 0
        case ["check"]:
            found = problems(find_texts())
            print("\n".join(found) or "translations: complete", file=sys.stderr)
            return 1 if found else 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
