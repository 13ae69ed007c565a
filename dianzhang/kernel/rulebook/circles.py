"""Names that are defined by each other, and so by nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def circle_of(uses: Mapping[str, Iterable[str]]) -> list[str] | None:
    """A chain of names each of which uses the next, the first repeated at its end; None where there is none."""
    done: set[str] = set()

    def walk(name: str, path: Sequence[str]) -> list[str] | None:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return None
        for used in uses.get(name, ()):
            if used in uses and (found := walk(used, [*path, name])):
                return found
        done.add(name)
        return None

    return next((found for name in uses if (found := walk(name, []))), None)
