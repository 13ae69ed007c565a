"""Which inputs of an action are about a person, and so stay out of the journal."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic import Field as InputField
from pydantic.fields import FieldInfo


def Personal(default: Any = ..., *, each: bool = False, carried: bool = False, **more: Any) -> Any:  # noqa: N802 — reads like pydantic's Field
    """An input field that is personal data or free text: used by the verb, never written to the journal.

    ``each``: in a batch every item has its own (a waybill), so pages ask for it line by line.  ``carried``: the page
    knows it already (which question is answered) and nobody is asked for it.
    """
    return InputField(default, json_schema_extra={"personal": True, "each": each, "carried": carried}, **more)


def Kept(default: Any = ..., *, carried: bool = False, **more: Any) -> Any:  # noqa: N802
    """An input that becomes a field of the record as it stands: the journal has it there, not twice."""
    return InputField(default, json_schema_extra={"kept": True, "carried": carried}, **more)


def Carried(default: Any = ..., **more: Any) -> Any:  # noqa: N802
    """An input that nobody types: the place from which the action is asked for carries it (which deadline)."""
    return InputField(default, json_schema_extra={"carried": True}, **more)


def carried_inputs(model: type[BaseModel] | None) -> tuple[str, ...]:
    """Names of a model's fields that the page must carry: such an action is offered beside what it is about."""
    fields = model.model_fields.items() if model is not None else ()
    return tuple(name for name, info in fields if is_carried(info) and info.is_required())


def about(model: type[BaseModel] | None, given: Mapping[str, Any]) -> tuple[Any, ...]:
    """What of a record an input is about: the values that the page carries.  Empty: the record as a whole."""
    return tuple(given.get(name) for name in carried_inputs(model))


def is_carried(info: FieldInfo) -> bool:
    return isinstance(info.json_schema_extra, dict) and bool(info.json_schema_extra.get("carried"))


def journaled_inputs(model: type[BaseModel] | None) -> tuple[str, ...]:
    """Names of a model's fields that the journal keeps as inputs: neither personal nor kept as fields of the record."""
    if model is None:
        return ()
    return tuple(
        name
        for name, info in model.model_fields.items()
        if not (isinstance(info.json_schema_extra, dict) and info.json_schema_extra.keys() & {"personal", "kept"})
    )


def kept_inputs(model: type[BaseModel] | None) -> tuple[str, ...]:
    """Names of a model's fields that become fields of the record."""
    fields = model.model_fields.items() if model is not None else ()
    return tuple(n for n, i in fields if isinstance(i.json_schema_extra, dict) and i.json_schema_extra.get("kept"))


def bare(annotation: Any) -> Any:
    """The type of an input without ``None`` and without what pydantic adds to it."""
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        rest = [part for part in get_args(annotation) if part is not type(None)]
        return bare(rest[0]) if len(rest) == 1 else str
    return annotation
