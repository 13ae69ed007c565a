"""Finds Chinese that people would see and that cannot be translated: it stands outside gettext.

Allowed outside gettext: docstrings and comments; text that is said in both languages on the spot, `zh="…"` or
`Message("…", "in English")`; a line marked `# in Chinese only` (a date as Chinese writes it, beside the branch for
English); names that are the same in every language; and the layers whose Chinese is the department's own language.
"""

import ast
import re
from collections.abc import Iterator

from django.template.base import Lexer, TokenType

from tools.texts import FUNCTIONS, ROOT, SOURCE, function_name, is_tag, templates

CHINESE = re.compile(r"[\u3400-\u9fff]")
NAMES = re.compile("店章|简体中文|中文|(?<![\u3400-\u9fff])章(?![\u3400-\u9fff])")
EXEMPT = {
    "kernel": "the rulebook's and formulas' own words; messages come in both languages (kernel/messages.py)",
    "rulebooks": "the rulebooks themselves",
    "gateways": "the column names of platforms' files",
    "demo": "the made-up life of a Chinese department",
    "config": "the names of the languages",
    "cli": "speaks both languages in one line",
    "ui/gallery": "made-up data of a Chinese department",
}
MARK = "# in Chinese only"
TRANSLATED_IN_A_TAG = re.compile(r"_\([^)]*\)|^trans(late)?\b.*")
COMMENT_IN_MARKUP = re.compile(r"<!--.*?-->", re.DOTALL)
COMMENT_IN_SCRIPT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)

Finding = tuple[str, str]


def has_chinese(text: str) -> bool:
    return bool(CHINESE.search(NAMES.sub("", text)))


def find_visible_chinese() -> list[Finding]:
    found: list[Finding] = []
    for path in sorted(SOURCE.rglob("*.py")):
        module, *rest = path.relative_to(SOURCE).parts
        exempt = module in EXEMPT or "/".join([module, *rest[:1]]) in EXEMPT
        if not exempt and "migrations" not in rest:
            found += in_code(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())
    for path in templates():
        found += in_template(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())
    for path in sorted(SOURCE.glob("*/static/**/*.js")):
        for line in COMMENT_IN_SCRIPT.sub("", path.read_text(encoding="utf-8")).splitlines():
            if has_chinese(line):
                found.append((path.relative_to(ROOT).as_posix(), line.strip()))
    return found


def in_code(source: str, where: str) -> Iterator[Finding]:
    tree, lines = ast.parse(source), source.splitlines()
    allowed: set[ast.AST] = set(_docstrings(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            allowed.update(_said_properly(node))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node in allowed:
            continue
        if has_chinese(node.value) and MARK not in lines[node.lineno - 1]:
            yield f"{where}:{node.lineno}", node.value


def _docstrings(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _said_properly(call: ast.Call) -> Iterator[ast.AST]:
    """The strings of a call that translates them, or says them in both languages."""
    if function_name(call) in FUNCTIONS:
        yield from (part for argument in call.args for part in ast.walk(argument))
    for keyword in call.keywords:
        if keyword.arg == "zh":
            yield from ast.walk(keyword.value)
    for chinese, english in zip(call.args, call.args[1:], strict=False):
        if has_chinese(_words(chinese)) and _words(english) and not has_chinese(_words(english)):
            yield from ast.walk(chinese)


def _words(node: ast.expr) -> str:
    """All the text in a string or an f-string."""
    if not isinstance(node, ast.Constant | ast.JoinedStr):
        return ""
    return "".join(
        part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


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
