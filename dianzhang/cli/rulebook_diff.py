"""`dianzhang rulebook diff`: what changes from one version of a rulebook to another, and for whom."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dianzhang.cli.output import answer, json_option

if TYPE_CHECKING:
    from dianzhang.kernel.rulebook import Change
    from dianzhang.kernel.vocabulary import Vocabulary


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@json_option
def diff(old: str, new: str, as_json: bool) -> None:
    """Say in words what changes for whom when NEW takes the place of OLD."""
    from dianzhang.cli.rulebook_file import compile_file, sound
    from dianzhang.kernel.rulebook import difference

    before, before_name, words = compile_file(old)
    sound(before, before_name, as_json)
    after, after_name, _words = compile_file(new)
    sound(after, after_name, as_json)
    changes = difference(before, after)
    document = {
        "changes": [
            {
                "clause": change.clause, "title": change.heading, "what": change.what, "about": str(change.about),
                "words": [str(one) for one in change.words], "for": list(change.posts), "line": change.line,
            }
            for change in changes
        ]
    }  # fmt: skip
    shown = list(_lines(changes, words)) or [f"{before_name} 和 {after_name} 没有分别。"]
    answer(document, "\n".join(shown), as_json=as_json)


def _lines(changes: "list[Change]", words: "Vocabulary") -> Iterator[str]:
    from dianzhang.kernel.rulebook import SAID

    clause: str | None = None
    for change in changes:
        if change.clause != clause:
            clause = change.clause
            yield f"{change.heading}（{change.clause}）" if change.clause else "全文"
        whom = "、".join(post_name(words, post) for post in change.posts)
        yield f"  {SAID[change.what]}{change.about}" + (f"，涉及 {whom}" if whom else "")
        yield from (f"    {one}" for one in change.words)


def post_name(words: "Vocabulary", post: str) -> str:
    """A post as people call it; also the two that are no post: the record's owner, and the one above."""
    from dianzhang.kernel.rules import OWNER, SUPERIOR

    found = words.post(post)
    return {OWNER: "经办人", SUPERIOR: "直属上级"}.get(post) or (found.zh if found else post)
