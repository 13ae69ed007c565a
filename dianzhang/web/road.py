"""State axes as steps: the road that actions lead along, where the record stands, and when it passed each place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from dianzhang.engine import registry
from dianzhang.engine.pending import Pending
from dianzhang.engine.reading import Line
from dianzhang.engine.registry import Subject
from dianzhang.kernel.vocabulary import UNKNOWN, AxisWord
from dianzhang.ui.wording import instant

from .words import state_name, word

GIVEN_UP = {"cancelled", "withdrawn", "refused", "void", "replaced"}  # ends that no road leads to


def axes_of(
    subject: Subject,
    record: Any,
    main: Sequence[str],
    lines: Sequence[Line],
    pending: Sequence[Pending] = (),
    stands: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """For ``ui/axes.html``: main axes as roads, the others as where they stand; what waits for approval says so, and
    what stands otherwise today than its state is called (``stands``) too."""
    waiting = {axis: one for one in pending for axis in one.axes}
    passed = passings(subject, lines)
    shown: list[dict[str, Any]] = []
    for axis in subject.axes:
        code = getattr(record, axis.name)
        road = road_of(subject, axis) if axis.name in main else []
        if code == UNKNOWN:
            note = gettext("来源里没有这一项")
            shown.append(
                {
                    "name": word(axis.zh),
                    "single": True,
                    "steps": [{"label": word(axis.states[UNKNOWN]), "state": "unknown", "note": note}],
                }
            )
        elif len(road) < 2:
            shown.append({"name": word(axis.zh), "single": True, "steps": [_standing(subject, axis, code, passed)]})
        else:
            shown.append({"name": word(axis.zh), "steps": _steps(subject, axis, road, code, passed)})
        if stands and axis.name in stands:
            for step in shown[-1]["steps"]:
                if step["state"].startswith("now"):
                    step["label"], step["note"] = stands[axis.name], ""
        if axis.name in waiting:
            _wait(shown[-1]["steps"], waiting[axis.name])
    return shown


def _wait(steps: list[dict[str, Any]], pending: Pending) -> None:
    """The place where it stands is that of a request: whom it waits for."""
    for step in steps:
        if step["state"].startswith("now") or (step["state"] == "todo" and len(steps) == 1):
            step["label"], step["state"] = gettext("待审批"), "now held"
            step["note"] = gettext("等%(who)s") % {"who": pending.who}


def _steps(
    subject: Subject, axis: AxisWord, road: list[str], code: str, passed: dict[tuple[str, str], str]
) -> list[dict[str, Any]]:
    """Behind, here, ahead.  A state off the road (cancelled) ends it where it was left."""
    if code not in road:
        behind = [state for state in road if state == axis.start or (axis.name, state) in passed]
        steps = [_step(subject, axis, state, "done", passed) for state in behind]
        return [*steps, _step(subject, axis, code, "now bad", passed)]
    here = road.index(code)
    steps = []
    for place, state in enumerate(road):
        if place < here:
            walked = state == axis.start or (axis.name, state) in passed or place == 0
            steps.append(_step(subject, axis, state, "done" if walked else "skipped", passed))
        elif place == here:
            steps.append(_step(subject, axis, state, "now end" if place == len(road) - 1 else "now", passed))
        else:
            steps.append(_step(subject, axis, state, "todo", passed))
    return steps


def _standing(subject: Subject, axis: AxisWord, code: str, passed: dict[tuple[str, str], str]) -> dict[str, Any]:
    if code == axis.start:
        return _step(subject, axis, code, "todo", {})
    return _step(subject, axis, code, "now held" if code == "held" else "now", passed)


def _step(subject: Subject, axis: AxisWord, state: str, how: str, passed: dict[tuple[str, str], str]) -> dict[str, Any]:
    return {"label": state_name(subject, axis.name, state), "state": how, "note": passed.get((axis.name, state), "")}


def road_of(subject: Subject, axis: AxisWord) -> list[str]:
    """The longest way from the start along what actions lead to: 待审核 → 待发货 → 已发货 → …"""
    order = {state: place for place, state in enumerate(axis.states)}
    onward: dict[str, set[str]] = {}
    for action in subject.actions.values():
        lead = action.word.leads.get(axis.name)
        if lead is not None:
            for source in lead.source:
                if lead.target in GIVEN_UP or order.get(lead.target, -1) < order.get(source, -1):
                    continue  # forward only: neither giving up nor reopening is a step of the road
                if lead.target != source:
                    onward.setdefault(source, set()).add(lead.target)
    longest: dict[str, list[str]] = {}

    def way(state: str) -> list[str]:
        if state not in longest:
            further = [way(following) for following in sorted(onward.get(state, ()), key=lambda s: order[s])]
            longest[state] = [state, *max(further, key=len, default=[])]
        return longest[state]

    return way(axis.start)


def passings(subject: Subject, lines: Sequence[Line]) -> dict[tuple[str, str], str]:
    """When each state was last entered, in words, from the events that led there."""
    found: dict[tuple[str, str], str] = {}
    for line in reversed(lines):
        action = registry.actions.get(line.event.kind)
        if action is None or action.subject is not subject or line.overtaken:
            continue
        for axis, lead in action.word.leads.items():
            found[axis, lead.target] = instant(line.at)
        if action.word.creates:
            for axis_word in subject.axes:
                found.setdefault((axis_word.name, axis_word.start), instant(line.at))
    return found
