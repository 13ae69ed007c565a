"""The steps inside the shell: a rulebook and the shops."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from dianzhang.engine import rulebooks
from dianzhang.engine.act import must, one, perform
from dianzhang.engine.models import Shop
from dianzhang.engine.moment import today
from dianzhang.engine.outcome import Item, Refused
from dianzhang.gateways.platforms import PLATFORMS
from dianzhang.rulebooks import library, read, together

from ..library_page import PARTS, suits
from ..shell import show
from ..who import Asking, working
from ..words import word
from . import steps

USUAL = "B2"  # orders, complaints, scores and pay all run by it


def step(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A step of the walk: for the owner; for anybody else it is not there."""

    @working
    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def walked(request: Asking, *args: Any, **kwargs: Any) -> HttpResponse:
        if not steps.may_set_up(request.actor):
            raise Http404
        return view(request, *args, **kwargs)

    return walked


def draw(request: Asking, here: str, status: int = 200, **context: Any) -> HttpResponse:
    walk = steps.steps()
    onward = steps.after(here)
    return show(request, f"web/setup/{here}.html", {"steps": walk, "here": here, "onward": onward, **context}, status)


# --- the rulebook ------------------------------------------------------------------------


@step
def rulebook(request: Asking) -> HttpResponse:
    """Choose the family that is nearest; it takes effect at once and is changed later like any rulebook."""
    error = ""
    if name := request.GET.get("counts"):
        return _counts(request, name)
    if request.method == "POST":
        try:
            _put_in_force(request, request.POST.get("name", ""))
        except (LookupError, Refused) as wrong:
            error = str(wrong)
        else:
            return HttpResponseRedirect(steps.after("rulebook"))
    shipped = [one for one in library() if one.language == "zh"]
    along = {code for one in shipped for code in one.beside}  # comes with those that one chooses from
    books = [
        {
            "name": one.name, "title": one.title, "usual": one.name == USUAL, "suits": suits(one.name),
            "part": one.name in PARTS,
        }
        for one in shipped
        if one.code not in along
    ]  # fmt: skip
    books.sort(key=lambda one: bool(one["part"]))  # those that a whole department can begin with come first
    return draw(request, "rulebook", 422 if error else 200, books=books, error=error)


def _counts(request: Asking, name: str) -> HttpResponse:
    """How many clauses there are, and how many of them the system keeps or records: a part of the page.

    To know it a rulebook is compiled; the page does not wait for all of them.
    """
    try:
        book = rulebooks.compiled_text(read(name)).rulebook
    except LookupError:
        raise Http404 from None
    clauses = book.provisions if book is not None else ()
    context = {
        "clauses": len(clauses),
        "enforced": sum(bool(clause.rules) and clause.mark != "awaiting" for clause in clauses),
        "recorded": sum(clause.mark == "recorded" for clause in clauses),
    }
    return render(request, "web/setup/counts.html", context)


def _put_in_force(request: Asking, name: str) -> None:
    with transaction.atomic():
        for text in map(read, together(name)):
            draft = must(one("rulebook.draft", request.actor, text=text))
            outcome = one("rulebook.activate", request.actor, draft.pk)
            if outcome.status == "awaiting":
                messages.info(request, gettext("制度要别人同意才生效，请求已经送出。"))
            else:
                must(outcome)
    rulebooks.forget()


# --- the shops ---------------------------------------------------------------------------------


@step
def shops(request: Asking) -> HttpResponse:
    """Each shop with the day from which deadlines hold; what happened before is counted, not judged."""
    error = ""
    if request.method == "POST":
        names, platforms = request.POST.getlist("name"), request.POST.getlist("platform")
        days = request.POST.getlist("go_live")
        wanted = [
            {"name": name.strip(), "platform": platform, "go_live": f"{day or today()}T00:00:00+08:00"}
            for name, platform, day in zip(names, platforms, days, strict=False)
            if name.strip() and platform in PLATFORMS
        ]
        taken = set(Shop.objects.values_list("code", flat=True))
        for one_shop in wanted:
            number = 1
            while (code := f"{one_shop['platform']}-{number}") in taken:
                number += 1
            taken.add(code)
            one_shop["code"] = code
        outcomes = perform("shop.open", [Item(data=data) for data in wanted], request.actor)
        refused = [o.why or " ".join(o.field_errors.values()) for o in outcomes if not o.done]
        error = refused[0] if refused else "" if wanted else gettext("至少写一家店铺。")
        if not error:
            return HttpResponseRedirect(steps.after("shops"))
    return draw(
        request, "shops", 422 if error else 200, error=error, today=today(),
        platforms=[(code, word(name)) for code, name in PLATFORMS.items()],
        have=Shop.objects.order_by("id"), rows=range(3),
    )  # fmt: skip
