"""The one way in which data leave as a file: asked for with a reason, agreed to where the rulebook says so, made by a
worker with what its asker may see at that moment, marked, fetched by nobody else, gone after a week.

``sources`` say what there is (a list, a record; modules register their own), ``cells`` write values, ``files`` the
formats, ``making`` is the worker's part, ``keeping`` knows where files lie and until when.
"""

from .sources import NotExported, Sheet, Spec, formats_of, sheet_of, source

__all__ = ["NotExported", "Sheet", "Spec", "formats_of", "sheet_of", "source"]
