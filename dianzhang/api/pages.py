"""The description for programs, the guide for people, and the answer where there is nothing."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from dianzhang.engine.words import word

from . import openapi
from .problems import KINDS, Problem


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """``/api/openapi.json``: words of the program and of no department, so it asks for no log-in."""
    return HttpResponse(
        _written(get_language() or ""), content_type="application/json", headers={"Vary": "Accept-Language"}
    )


@lru_cache(maxsize=4)
def _described(_language: str) -> dict[str, Any]:
    """Made once a language: the actions do not change while the program runs."""
    return openapi.document()


@lru_cache(maxsize=4)
def _written(language: str) -> str:
    return json.dumps(_described(language), ensure_ascii=False)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """``/api/``: the same for people."""
    described = _described(get_language() or "")
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            groups.setdefault(told["tags"][0], []).append(line(path, method, told))
    names = {tag["name"]: tag.get("description", tag["name"]) for tag in described["tags"]}
    problems = [{"code": code, "status": status, "title": word(title)} for code, (status, title) in KINDS.items()]
    return render(
        request,
        "api/guide.html",
        {
            "groups": [{"code": code, "name": names[code], "lines": lines} for code, lines in groups.items()],
            "problems": problems,
        },
    )


def line(path: str, method: str, told: dict[str, Any]) -> dict[str, Any]:
    """One endpoint: its parameters, or the inputs of its action."""
    given = [p["name"] for p in told["parameters"] if p["in"] == "query"]
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    inputs = list(body.get("properties", {}).get("defaults", {}).get("properties", {}))
    return {
        "method": method.upper(), "path": path, "summary": told["summary"], "about": told.get("description", ""),
        "parameters": given, "inputs": inputs, "id": told["operationId"],
    }  # fmt: skip


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    return Problem("not-found").response()
