"""Form fields from an action's input model, and back: no module writes a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Le, MaxLen
from django.http import QueryDict
from django.utils.translation import gettext
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dianzhang.engine import clauses
from dianzhang.engine.clauses import OfClause
from dianzhang.engine.inputs import Chosen, Named
from dianzhang.engine.models import Person, Shop
from dianzhang.engine.organisation import organisation
from dianzhang.engine.personal import bare, is_carried
from dianzhang.engine.registry import Action, Subject
from dianzhang.engine.words import message
from dianzhang.kernel.units import Unit

from . import parties
from .words import word

# What inputs are called that are no field of their subject.
LABELS = {
    "step": "哪一步", "on": "日期", "task": "事项",
    "note": "说明", "reason": "理由", "order": "订单号", "carrier": "承运商", "waybill": "运单号",
    "post": "岗位", "person": "人员", "owner": "经办人", "outcome": "结果", "amount": "金额", "day": "日期",
    "since": "从哪天起", "until": "到哪天为止", "value": "目标值", "period": "月份", "shop": "店铺",
    "unit": "小组", "name": "名称", "code": "代号", "text": "正文", "go_live": "启用日", "platform": "平台",
    "metric": "指标", "cost": "成本", "floor": "底价", "title": "名称", "spec": "规格", "joined_on": "入职日",
    "last_day": "最后一天", "stand_in": "代理人", "currency": "币种", "for_person": "适用人员", "for_post": "适用岗位",
    "for_unit": "承担小组", "accountable": "负责", "responsible": "执行", "consulted": "咨询", "informed": "知会",
    "to": "交给", "first": "等答复了再定", "question": "问题", "answer": "意见",
    "secret": "共用的密码", "repeals": "接替的制度",
}  # fmt: skip
LONG = {
    "note", "reason", "demand", "seen", "text", "description", "question", "answer", "unanswered", "done", "today",
    "blocked", "what", "why", "figures", "problems", "plan", "suggestions", "summary",
    "lines", "result", "lesson",
}  # fmt: skip
WIDE = 100  # letters from which a field takes the whole line
PERSON, POST = (
    {"person", "for_person", "stand_in", "about", "successor"},
    {"post", "for_post", "reader_post", "reports_to"},
)
UNIT, SHOP = {"unit", "for_unit", "parent"}, {"shop"}


def fields_of(
    action: Action, values: Mapping[str, Any], errors: Mapping[str, str], *, skip: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Fields for ``ui/form.html``, filled with ``values`` and with what is wrong beside each."""
    if action.input is None:
        return []
    inputs = {name: info for name, info in action.input.model_fields.items() if name not in skip}
    among_parties = [name for name, info in inputs.items() if parties.how_many(info)]
    together = len(among_parties) > 1  # several inputs that name people: one table of them
    fields = [
        field(action.subject, name, info, begun_with(values, name, info), errors.get(name, ""))
        for name, info in inputs.items()
        if not (together and name in among_parties)
    ]
    left = action.narrows(values) if action.narrows is not None else {}
    for one in fields:
        if one["name"] in left:
            one["choices"] = [choice for choice in one["choices"] if choice[0] in left[one["name"]]]
    if together:
        labels = {name: label(action.subject, name, inputs[name]) for name in among_parties}
        fields.append(parties.grid({name: inputs[name] for name in among_parties}, labels, values, errors))
    return fields


def begun_with(values: Mapping[str, Any], name: str, info: FieldInfo) -> Any:
    return parties.all_of(values, name) if several(info) else values.get(name)


def each_item(model: type[BaseModel] | None) -> list[str]:
    """Inputs that every item of a batch has for itself: a waybill (``json_schema_extra={"each": True}``)."""
    if model is None:
        return []
    return [
        n
        for n, info in model.model_fields.items()
        if isinstance(info.json_schema_extra, dict) and info.json_schema_extra.get("each")
    ]


def field(subject: Subject, name: str, info: FieldInfo, value: Any, error: str) -> dict[str, Any]:
    kind, choices = widget(subject, name, info)
    limits = {type(m): m for m in info.metadata}
    longest = limits[MaxLen].max_length if MaxLen in limits else None
    described: dict[str, Any] = {
        "name": name,
        "label": label(subject, name, info),
        "kind": kind,
        "choices": choices,
        "required": info.is_required(),
        "value": written(value if value is not None else default_of(info), kind),
        "errors": [error] if error else [],
        "values": value if isinstance(value, list) else [],
        "help": word(info.description or ""),
        "maxlength": longest,
        "half": kind in ("select", "date", "datetime", "time", "money", "number", "text") and (longest or 0) < WIDE,
    }
    if kind == "money":
        described["unit"] = gettext("元")
    for limit, attribute in ((Ge, "min"), (Le, "max")):
        if limit in limits and kind == "date":
            described[attribute] = getattr(limits[limit], limit.__name__.lower())
    return described


def label(subject: Subject, name: str, info: FieldInfo) -> str:
    if info.title:
        return word(info.title)
    known = subject.field.get(name) or subject.field.get(f"{name}_id")
    if known is not None:
        return word(known.zh)
    return word(LABELS.get(name, "")) or name


def widget(subject: Subject, name: str, info: FieldInfo) -> tuple[str, list[tuple[str, str]]]:
    """How a value of this type is entered, and what there is to choose from."""
    if is_carried(info):
        return "hidden", []
    if name == "secret":
        return "password", []
    kind = bare(info.annotation)
    known = subject.field.get(name)
    if get_origin(kind) is Literal:
        words = known.choices if known is not None and known.choices else {}
        listed = Chosen.of(info)
        said = listed.choices() if listed else {code: message(name) for code, name in Named.of(info).items()}
        choices = [(str(value), said.get(value) or word(words.get(str(value), str(value)))) for value in get_args(kind)]
        return ("radio" if len(choices) <= 6 and info.is_required() else "select"), choices
    if parties.how_many(info):
        return ("select" if parties.how_many(info) == "one" else "checks"), parties.choices()
    if of_clause(info):
        return ("checks" if several(info) else "select"), list(clauses.in_force().items())
    if chosen := Chosen.of(info):
        return ("checks" if several(info) else "select"), list(chosen.choices().items())
    if people := chooser(name):
        return "select", people
    if kind is bool:
        return "tick", []
    if isinstance(kind, type):
        if issubclass(kind, datetime):
            return "datetime", []
        if issubclass(kind, date):
            return "date", []
        if issubclass(kind, time):
            return "time", []
        if issubclass(kind, Decimal):
            money = (
                known.unit is Unit.MONEY if known is not None else name in ("amount", "value", "cost", "floor", "total")
            )
            return ("money" if money else "number"), []
        if issubclass(kind, int):
            return "number", []
    return ("textarea" if name in LONG else "text"), []


def chooser(name: str) -> list[tuple[str, str]]:
    """People, posts, units and shops are chosen, not typed.  The value is what the verb takes: a code, or an id."""
    org = organisation()
    if name in PERSON:
        people = Person.objects.filter(pk__in=list(org.posts_of), status="active").order_by("name")
        return [(person.code, person.name) for person in people]
    if name in POST:
        return [(post.code, post.name) for post in org.posts.values()]
    if name in UNIT:
        return [(unit.code, unit.name) for unit in org.units.values()]
    if name in SHOP:
        return [(shop.code, shop.name) for shop in Shop.objects.order_by("code")]
    return []


def of_clause(info: FieldInfo) -> bool:
    """Whether the input names a clause, or several."""
    within = get_args(get_args(info.annotation)[0]) if several(info) else info.metadata
    return any(isinstance(found, OfClause) for found in within)


def several(info: FieldInfo) -> bool:
    """An input of any number of values, each sent by itself."""
    return get_origin(bare(info.annotation)) is list


def default_of(info: FieldInfo) -> Any:
    return None if info.is_required() else info.get_default(call_default_factory=True, validated_data={})


def written(value: Any, kind: str) -> Any:
    """A value as its control holds it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if kind == "tick":
        return bool(value)
    return "" if value is None else str(value)


def read(model: type[BaseModel] | None, posted: QueryDict | Mapping[str, str]) -> dict[str, Any]:
    """What was filled in, for the model to check.  An empty control is no value: the model's own default stands."""
    if model is None:
        return {}
    given: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if several(info):
            given[name] = parties.all_of(posted, name)
        elif bare(info.annotation) is bool:
            given[name] = bool(posted.get(name))
        elif (value := (posted.get(name) or "").strip()) != "":
            given[name] = value
    return given
