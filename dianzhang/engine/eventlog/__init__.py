"""The journal as an event log for tools of process mining: OCEL 2.0 as JSON, and XES (IEEE 1849).

``asking`` says which events and who may have them, ``telling`` what is said of each (figures, states, references;
nobody by name), ``ocel`` and ``xes`` write the formats event by event, ``source`` is their way out as an export.
"""

from .asking import NotLogged, Wanted, may_have, wanted_of
from .writing import WRITERS, write

__all__ = ["WRITERS", "NotLogged", "Wanted", "may_have", "wanted_of", "write"]
