"""The description of the API in OpenAPI 3.1: made from the registry, so that what is declared is what is described."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from dianzhang.engine import lists
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.exporting.files import TYPES
from dianzhang.engine.pages import Filter, pages
from dianzhang.engine.registry import Action, Field, Subject
from dianzhang.engine.words import action_name, subject_name, word
from dianzhang.kernel.filekinds import KINDS as FILE_KINDS
from dianzhang.kernel.units import Unit
from dianzhang.measure.cuts import CUTS

from . import calls, events, metrics, records, shapes
from .acting import REPLAYED
from .addresses import BASE, action_path
from .problems import KINDS, MEDIA_TYPE
from .repeating import HEADER
from .subjects import described

Json = dict[str, Any]
ANSWERS = (
    shapes.Page,
    shapes.Record,
    shapes.Outcomes,
    shapes.Events,
    shapes.Metrics,
    shapes.Metric,
    shapes.Today,
    shapes.TakenIn,
    shapes.Problem,
)
REFS = "#/components/schemas/{model}"
READING = (400, 401, 403, 404, 429, 503)
ACTING = (400, 401, 403, 404, 409, 413, 415, 422, 429, 503)
NULL: Json = {"type": "null"}


def document() -> Json:
    """The whole of it, in the language that is active."""
    schemas = components()
    paths: Json = {}
    for subject, listed, actions in described():
        paths |= paths_of(subject, listed, actions, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": gettext("店章"),
            "version": "1",
            "description": gettext("部门的记录、动作、日志和数。错误按 RFC 9457 说明：哪里不对，怎么办。"),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}, {"session": []}],
        "tags": [{"name": s.name, "description": subject_name(s)} for s, _listed, _actions in described()]
        + [{"name": name, "description": said} for name, said in own_tags().items()],
        "paths": paths | own_paths(),
        "components": {
            "schemas": schemas,
            "responses": {str(status): problem_of(status) for status in sorted({*READING, *ACTING, 405})},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "dianzhang_session"},
            },
        },
    }


def components() -> Json:
    _, made = models_json_schema([(model, "serialization") for model in ANSWERS], ref_template=REFS)
    return dict(made["$defs"])


def problem_of(status: int) -> Json:
    titles = [gettext(title) for known, title in KINDS.values() if known == status]
    return {
        "description": gettext("；").join(titles),
        "content": {MEDIA_TYPE: {"schema": ref("Problem")}},
    }


def ref(name: str) -> Json:
    return {"$ref": REFS.format(model=name)}


# --- what every subject has ---------------------------------------------------------


def paths_of(subject: Subject, listed: bool, actions: list[Action], schemas: Json) -> Json:
    """The addresses of one subject; what its records look like goes to ``schemas``."""
    for name in ("Entry", "Record"):
        schemas[f"{subject.name}.{name}"] = of_subject(subject, schemas[name])
    schemas[f"{subject.name}.Page"] = page_schema(subject, schemas["Page"])
    called, base = subject_name(subject), f"{BASE}/{subject.name}"
    paths: Json = {}
    if listed:
        paths[base] = {"get": operation(
            f"{subject.name}.list", subject.name, gettext("%(what)s的列表") % {"what": called},
            ref(f"{subject.name}.Page"), READING, parameters=list_parameters(subject),
        )}  # fmt: skip
    paths[f"{base}/{{id}}"] = {"get": operation(
        f"{subject.name}.get", subject.name, gettext("一条%(what)s：能做什么，什么到期，依据哪条") % {"what": called},
        ref(f"{subject.name}.Record"), READING, parameters=[RECORD_ID],
    )}  # fmt: skip
    for action in actions:
        paths[action_path(action.name)] = {"post": acting(action, schemas)}
    return paths


RECORD_ID: Json = {
    "name": "id", "in": "path", "required": True,
    "schema": {"type": "integer", "minimum": 1, "maximum": 10**18 - 1},
}  # fmt: skip
POST: Json = {"name": "X-Post", "in": "header", "schema": {"type": "string", "pattern": "^[a-z][a-z_]*$"}}


def operation(name: str, tag: str, summary: str, answer: Json, problems: tuple[int, ...], **more: Any) -> Json:
    parameters = [*more.pop("parameters", ()), {**POST, "description": gettext("担任几个岗位时，以哪一个办事")}]
    return {
        "operationId": name,
        "tags": [tag],
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": summary, "content": {"application/json": {"schema": answer}}},
            **{str(status): {"$ref": f"#/components/responses/{status}"} for status in problems},
        },
        **more,
    }


def of_subject(subject: Subject, general: Mapping[str, Any]) -> Json:
    """The general shape of a record, with this subject's states and fields."""
    states = {axis.name: {"enum": list(axis.states), "description": word(axis.zh)} for axis in subject.axes}
    fields = {field.name: field_schema(field) for field in subject.fields}
    hidden = {f.name: {"type": ["string", "null"]} for f in subject.fields if f.personal or f.secret}
    properties = {
        **general["properties"],
        "kind": {"const": subject.name},
        "states": {"type": "object", "properties": states, "required": list(states), "additionalProperties": False},
        "fields": {"type": "object", "properties": fields, "additionalProperties": False},
        "masked": {"type": "object", "properties": hidden, "additionalProperties": False},
    }
    return {**general, "title": subject_name(subject), "properties": properties}


def page_schema(subject: Subject, general: Mapping[str, Any]) -> Json:
    items = {"type": "array", "items": ref(f"{subject.name}.Entry")}
    return {**general, "properties": {**general["properties"], "items": items}}


def field_schema(field: Field) -> Json:
    """What a field may hold; "no value" is null."""
    kinds: dict[Unit, Json] = {
        Unit.MONEY: ref("Money"),
        Unit.COUNT: {"type": ["integer", "string"]},
        Unit.TIME: {"type": "string", "format": "date-time"},
        Unit.DATE: {"type": "string", "format": "date"},
        Unit.TRUTH: {"type": "boolean"},
        Unit.TEXT: {"type": ["string", "array", "object", "integer"]},
    }
    found = kinds.get(field.unit, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"})
    return {"anyOf": [found, NULL], "description": word(field.zh)}


def list_parameters(subject: Subject) -> list[Json]:
    page = pages.lists[subject.name]
    found = [query(f.name, word(f.zh), filter_schema(f)) for f in lists.filters_of(page, SYSTEM)]
    if page.search is not None:
        found.append(query("q", gettext("搜%(what)s") % {"what": subject_name(subject)}, {"type": "string"}))
    return [
        *found,
        limit(records.MOST, records.PAGE),
        query("after", gettext("上一页的 next 里的游标"), {"type": "string"}),
    ]


def filter_schema(declared: Filter) -> Json:
    if declared.kind == "day":
        return {"type": "string", "format": "date"}
    if declared.choices is not None and not callable(declared.choices):
        return {"type": "string", "description": "、".join(f"{k} {word(v)}" for k, v in declared.choices.items())}
    return {"type": "string"}


def query(name: str, description: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def limit(most: int, otherwise: int) -> Json:
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": otherwise}
    return query("limit", gettext("一次最多几条"), schema)


# --- actions ----------------------------------------------------------------------------


def acting(action: Action, schemas: Json) -> Json:
    key = {
        "name": HEADER, "in": "header", "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
        "description": gettext("24 小时内同一个键只办一次，答复相同"),
    }  # fmt: skip
    return operation(
        action.name,
        action.subject.name,
        f"{subject_name(action.subject)} · {action_name(action)}",
        ref("Outcomes"),
        ACTING,
        description=action.doc,
        parameters=[key],
        requestBody={"required": True, "content": {"application/json": {"schema": call_schema(action, schemas)}}},
    ) | {"x-kind": action.kind, "x-replayed-header": REPLAYED}


def call_schema(action: Action, schemas: Json) -> Json:
    """The body of a call.  What one item lacks the defaults may give, so nothing of ``data`` is required by itself."""
    given = input_of(action.input, schemas, action.name)
    item: Json = {"data": given}
    if not action.word.creates:
        item["id"] = {"type": "integer", "minimum": 1, "maximum": shapes.BIGGEST_ID}
        item["revision"] = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": calls.BIGGEST_REVISION}, NULL]}
    required = [] if action.word.creates else ["id"]
    items = {"type": "object", "properties": item, "required": required, "additionalProperties": False}
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": items, "minItems": 1, "maxItems": calls.MOST_ITEMS},
            "defaults": given,
        },
        "required": ["items"],
        "additionalProperties": False,
    }


def input_of(model: type[BaseModel] | None, schemas: Json, name: str) -> Json:
    if model is None:
        return {"type": "object", "properties": {}, "additionalProperties": False}
    made = model.model_json_schema(ref_template=f"#/components/schemas/{name}.{{model}}")
    schemas.update({f"{name}.{n}": schema for n, schema in made.pop("$defs", {}).items()})
    required = made.pop("required", [])
    properties = {
        n: {**schema, "description": gettext("必填")} if n in required and "description" not in schema else schema
        for n, schema in made["properties"].items()
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def as_file(operation: Json, kinds: Iterable[str] = tuple(TYPES.values())) -> Json:
    """The same, with a file instead of JSON."""
    operation["responses"]["200"]["content"] = {kind: {} for kind in kinds}
    return operation


# --- what is no subject ---------------------------------------------------------------------


def own_tags() -> dict[str, str]:
    return {"journal": gettext("日志"), "numbers": gettext("数"), "me": gettext("我的一天"), "files": gettext("文件")}


def own_paths() -> Json:
    day = {"type": "string", "format": "date"}
    return {
        f"{BASE}/events": {"get": operation(
            "events.list", "journal", gettext("日志，按位置往后读"), ref("Events"), READING,
            parameters=[
                query("after", gettext("从这个位置之后读"), {"type": "integer", "minimum": 0, "maximum": 10**18 - 1}),
                limit(events.MOST, events.PAGE),
                query("kind", gettext("只要这些事件，用逗号隔开"), {"type": "string"}),
                query("subject", gettext("只要这一类记录"), {"enum": [s.name for s, _l, _a in described()]}),
            ],
        )},
        f"{BASE}/metrics": {"get": operation(
            "metrics.list", "numbers", gettext("有哪些数"), ref("Metrics"), (400, 401, 403, 429, 503)
        )},
        f"{BASE}/metrics/{{name}}": {"get": operation(
            "metrics.get", "numbers", gettext("一个数，按日或按月"), ref("Metric"), READING,
            parameters=[
                {"name": "name", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}},
                query("from", gettext("从哪天起"), day),
                query("to", gettext("到哪天为止"), day),
                query("by", gettext("按日、按月、按省份或按钟点"), {"enum": ["day", "month", *CUTS], "default": "day"}),
                *(query(n, "", {"type": "string"}) for n in metrics.NAMES if n not in ("from", "to", "by")),
            ],
        )},
        f"{BASE}/me/today": {"get": operation(
            "me.today", "me", gettext("我今天要办的"), ref("Today"), (400, 401, 403, 429, 503)
        )},
        f"{BASE}/files": {"post": operation(
            "files.take", "files", gettext("一个文件的内容，换一张凭据，附到记录上时用"), ref("TakenIn"),
            (400, 401, 403, 413, 415, 422, 429, 503),
            parameters=[{**query("name", gettext("文件名"), {"type": "string", "minLength": 1}), "required": True}],
            requestBody={"required": True, "content": {"application/octet-stream": {"schema": {}}}},
        )},
        f"{BASE}/attachment/{{id}}/file": {"get": as_file(operation(
            "attachment.file", "attachment", gettext("记录上的附件，给看得到记录的人"), {}, READING,
            parameters=[RECORD_ID],
        ), [kind.media for kind in FILE_KINDS.values()])},
        f"{BASE}/export/{{id}}/file": {"get": as_file(operation(
            "export.file", "export", gettext("导出的文件，给一分钟之内办过 export.fetch 的人"), {}, READING,
            parameters=[RECORD_ID],
        ))},
    }  # fmt: skip
