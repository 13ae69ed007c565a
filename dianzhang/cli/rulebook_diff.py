"""`dianzhang rulebook diff`: what changes from one version of a rulebook to another, and for whom."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from dianzhang.cli.output import answer, json_option
from dianzhang.cli.rulebook_file import compile_file, language_option, sound
from dianzhang.kernel.messages import Message
from dianzhang.kernel.rules import OWNER, SUPERIOR

if TYPE_CHECKING:
    from dianzhang.kernel.rulebook import Change
    from dianzhang.kernel.vocabulary import Vocabulary


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@language_option
@json_option
def diff(old: str, new: str, language: str | None, as_json: bool) -> None:
    """Say in words what changes for whom when NEW takes the place of OLD.

    Where pay changes, an example of the rulebook is reckoned under both.
    """
    from dianzhang.kernel.rulebook import difference, in_yuan

    before, before_name, words = compile_file(old)
    sound(before, before_name, as_json, language)
    after, after_name, _words = compile_file(new)
    sound(after, after_name, as_json, language)
    said_in = language or after.language
    changes = [
        replace(one, words=(*one.words, *in_yuan(one, before, after, words))) for one in difference(before, after)
    ]
    document = {
        "changes": [
            {
                "clause": change.clause, "title": change.heading, "what": change.what,
                "about": change.about.text(said_in), "words": [one.text(said_in) for one in change.words],
                "for": list(change.posts), "everyone": is_everyone(words, change.posts), "line": change.line,
            }
            for change in changes
        ]
    }  # fmt: skip
    none = Message(f"{before_name} 和 {after_name} 没有分别。", f"{before_name} and {after_name} do not differ.")
    shown = list(_lines(changes, words, said_in)) or [none.text(said_in)]
    answer(document, "\n".join(shown), as_json=as_json)


def _lines(changes: "list[Change]", words: "Vocabulary", said_in: str) -> Iterator[str]:
    from dianzhang.kernel.rulebook import SAID

    english = said_in == "en"
    clause: str | None = None
    for change in changes:
        if change.clause != clause:
            clause = change.clause
            whole = "the whole" if english else "全文"
            yield (f"{change.heading} ({clause})" if english else f"{change.heading}（{clause}）") if clause else whole
        whom = _whom(words, change.posts, english=english)
        what, about = SAID[change.what].text(said_in), change.about.text(said_in)
        if english:
            yield f"  {about} {what}" + (f", concerns {whom}" if whom else "")
        else:
            yield f"  {what}{about}" + (f"，涉及 {whom}" if whom else "")
        yield from (f"    {one.text(said_in)}" for one in change.words)


def _whom(words: "Vocabulary", posts: Iterable[str], *, english: bool) -> str:
    if is_everyone(words, posts):
        return "everyone" if english else "全员"
    if english:
        return ", ".join({OWNER: "the owner", SUPERIOR: "the superior"}.get(post, post) for post in posts)
    return "、".join(post_name(words, post) for post in posts)


def is_everyone(words: "Vocabulary", posts: Iterable[str]) -> bool:
    """Whether every post that there is is named."""
    return len(words.posts) > 1 and words.posts.keys() <= set(posts)


def post_name(words: "Vocabulary", post: str) -> str:
    """A post as people call it; also the two that are no post: the record's owner, and the one above."""
    found = words.post(post)
    return {OWNER: "经办人", SUPERIOR: "直属上级"}.get(post) or (found.zh if found else post)
