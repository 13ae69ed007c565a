"""Finds Chinese that people would see and that cannot be translated, because it stands outside gettext."""

import re
from collections.abc import Iterator

from django.template.base import Lexer, TokenType

from tools.chinese import has_chinese, loose
from tools.texts import SOURCE, is_tag, name, speaks_to_pages, templates

TRANSLATED_IN_A_TAG = re.compile(r"_\([^)]*\)|^trans(late)?\b.*")
COMMENT_IN_MARKUP = re.compile(r"<!--.*?-->", re.DOTALL)
COMMENT_IN_SCRIPT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)

Finding = tuple[str, str]


def find_visible_chinese() -> list[Finding]:
    found: list[Finding] = []
    for path in filter(speaks_to_pages, sorted(SOURCE.rglob("*.py"))):
        found += in_code(path.read_text(encoding="utf-8"), name(path))
    for path in templates():
        found += in_template(path.read_text(encoding="utf-8"), name(path))
    for path in sorted(SOURCE.glob("*/static/**/*.js")):
        for line in COMMENT_IN_SCRIPT.sub("", path.read_text(encoding="utf-8")).splitlines():
            if has_chinese(line):
                found.append((name(path), line.strip()))
    return found


def in_code(source: str, where: str) -> Iterator[Finding]:
    for found in loose(source):
        if not found.is_word:
            yield f"{where}:{found.line}", found.text


def in_template(source: str, where: str) -> Iterator[Finding]:
    inside = ""  # the tag whose content does not count, until it ends
    for token in Lexer(COMMENT_IN_MARKUP.sub(_keep_lines, source)).tokenize():
        if token.token_type == TokenType.BLOCK and inside:
            inside = "" if is_tag(token, f"end{inside}") else inside
        elif token.token_type == TokenType.BLOCK and is_tag(token, "blocktranslate", "blocktrans", "comment"):
            inside = token.contents.split(maxsplit=1)[0]
        elif inside or token.token_type == TokenType.COMMENT:
            continue
        elif has_chinese(TRANSLATED_IN_A_TAG.sub("", token.contents)):
            yield f"{where}:{token.lineno or ''}", token.contents.strip()


def _keep_lines(comment: re.Match[str]) -> str:
    return "\n" * comment.group().count("\n")
