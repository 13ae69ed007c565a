"""Finds every text that is to be translated, in code and in templates."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

from tools.chinese import FUNCTIONS, function_name, loose

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "dianzhang"

# Layers whose Chinese is not a page's text but the department's own language.
OWN_LANGUAGE = {
    "kernel": "the rulebook's and formulas' own words; messages come in both languages (kernel/messages.py)",
    "rulebooks": "the rulebooks themselves",
    "gateways": "the column names of platforms' files",
    "demo": "the made-up life of a Chinese department",
    "config": "the names of the languages",
    "cli": "speaks both languages in one line",
    "ui/gallery": "made-up figures to look at components with",
}
IN_A_TAG = re.compile(r"""_\(\s*("[^"]*"|'[^']*')\s*\)""")


@dataclass(frozen=True)
class Text:
    singular: str
    where: str
    plural: str | None = None
    context: str | None = None

    @property
    def id(self) -> str | tuple[str, str]:
        return (self.singular, self.plural) if self.plural else self.singular


def find_texts() -> list[Text]:
    found: dict[tuple[str | tuple[str, str], str | None], Text] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        for text in in_code(source, name(path)):
            found.setdefault((text.id, text.context), text)
        for word in loose(source) if speaks_to_pages(path) else ():
            if word.is_word:
                found.setdefault((word.text, None), Text(word.text, name(path)))
    for path in templates():
        for text in in_template(path.read_text(encoding="utf-8"), name(path)):
            found.setdefault((text.id, text.context), text)
    return list(found.values())


def speaks_to_pages(path: Path) -> bool:
    folders = {folder.as_posix() for folder in path.relative_to(SOURCE).parents}
    return not folders & OWN_LANGUAGE.keys() and path.parent.name != "migrations"


def templates() -> list[Path]:
    return sorted(path for folder in SOURCE.glob("*/templates") for path in folder.rglob("*.*"))


def in_code(source: str, where: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (positions := FUNCTIONS.get(function_name(node))):
            context, singular, plural = (_constant(node, position) for position in positions)
            if singular:
                yield Text(singular, where, plural, context)


def _constant(call: ast.Call, position: int | None) -> str | None:
    if position is None or position >= len(call.args):
        return None
    argument = call.args[position]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def in_template(source: str, where: str) -> Iterator[Text]:
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type == TokenType.BLOCK and is_tag(token, "translate", "trans"):
            words = list(smart_split(token.contents))
            yield Text(words[1][1:-1], where, context=_context(words))
        elif token.token_type == TokenType.BLOCK and is_tag(token, "blocktranslate", "blocktrans"):
            yield _block(token, tokens, where)
        elif token.token_type in (TokenType.BLOCK, TokenType.VAR):
            for match in IN_A_TAG.findall(token.contents):
                yield Text(match[1:-1], where)


def is_tag(token: Token, *names: str) -> bool:
    return token.contents.split(maxsplit=1)[0] in names


def _context(words: list[str]) -> str | None:
    return words[words.index("context") + 1][1:-1] if "context" in words else None


def _block(opening: Token, tokens: Iterator[Token], where: str) -> Text:
    """As Django's own tag reads it: `%` doubled, `{{ name }}` turned into `%(name)s`."""
    parts: list[str] = [""]
    for token in tokens:
        if token.token_type == TokenType.TEXT:
            parts[-1] += token.contents.replace("%", "%%")
        elif token.token_type == TokenType.VAR:
            parts[-1] += f"%({token.contents})s"
        elif is_tag(token, "plural"):
            parts.append("")
        elif is_tag(token, "endblocktranslate", "endblocktrans"):
            break
    words = list(smart_split(opening.contents))
    if "trimmed" in words:
        parts = [trim_whitespace(part) for part in parts]
    return Text(parts[0], where, parts[1] if len(parts) > 1 else None, _context(words))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
