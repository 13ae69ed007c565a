"""Chinese in code that does not go through gettext: which of it is a word, and which is a slip.

* A **word** stands outside functions: the name of a field, a state, a post, what an empty list says. Declarations stay
  plain, English stands in the catalogue, and whoever shows a word passes it through `gettext`.
* Inside functions Chinese is spoken, and must be marked where it is spoken: there it is a **slip**.

Neither is: a docstring; what is said in both languages on the spot, `zh="…", en="…"` or `Message("…", "in English")`; a
line marked `# in Chinese only` (a date as Chinese writes it, beside the branch for English); a name that is the same in
every language.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

CHINESE = re.compile(r"[\u3400-\u9fff]")
NAMES = re.compile("店章|简体中文|中文|(?<![\u3400-\u9fff])章(?![\u3400-\u9fff])")
PATH = re.compile(r"[\w./-]+\.\w+")
MARK = "# in Chinese only"

# gettext's functions, and which of their arguments are texts: (context, singular, plural), by position.
FUNCTIONS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}


@dataclass(frozen=True)
class Loose:
    text: str
    line: int
    is_word: bool


def has_chinese(text: str) -> bool:
    return bool(CHINESE.search(NAMES.sub("", text)))


def function_name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def loose(source: str) -> Iterator[Loose]:
    """Every Chinese string of a module that no call of gettext holds."""
    lines = source.splitlines()
    for found in _walk(ast.parse(source), outside=True):
        if has_chinese(found.text) and MARK not in lines[found.line - 1]:
            yield found


def _walk(node: ast.AST, *, outside: bool) -> Iterator[Loose]:
    match node:
        case ast.Constant(value=str(text), lineno=line):
            yield Loose(text, line, is_word=outside)
        case ast.JoinedStr(values=parts):  # a sentence put together: no catalogue can hold it
            for part in parts:
                yield from _walk(part, outside=False)
        case ast.Expr(value=ast.Constant()):  # a docstring
            return
        case ast.FunctionDef(body=body) | ast.AsyncFunctionDef(body=body):
            for child in ast.iter_child_nodes(node):
                yield from _walk(child, outside=outside and child not in body)
        case ast.Lambda():
            yield from _walk(node.body, outside=False)
        case ast.Call():
            said = _said_properly(node)
            for child in ast.iter_child_nodes(node):
                if child not in said:
                    yield from _walk(child, outside=outside)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _walk(child, outside=outside)


def _said_properly(call: ast.Call) -> list[ast.AST]:
    """What a call translates, or says in both languages."""
    said: list[ast.AST] = []
    if function_name(call) in FUNCTIONS:
        said += call.args
    if any(keyword.arg == "en" for keyword in call.keywords):
        said += [keyword for keyword in call.keywords if keyword.arg == "zh"]
    if function_name(call) == "Way":  # beside its name stands that of an address
        return said
    for chinese, english in zip(call.args, call.args[1:], strict=False):
        if has_chinese(_letters(chinese)) and _is_english(_letters(english)):
            said.append(chinese)
    return said


def _is_english(text: str) -> bool:
    return bool(text) and not has_chinese(text) and not PATH.fullmatch(text)


def _letters(node: ast.expr) -> str:
    """All the text in a string or an f-string."""
    if not isinstance(node, ast.Constant | ast.JoinedStr):
        return ""
    values = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
    return "".join(value for value in values if isinstance(value, str))
