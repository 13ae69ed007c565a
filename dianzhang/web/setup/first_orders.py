"""The last step: a platform's first order file.  It comes in as every later one does."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ..order_files import code, looked_at, sent
from ..who import Asking
from .walking import draw, step


@step
def orders(request: Asking) -> HttpResponse:
    """Choose shop and file; what is known already is left as it is."""
    error, made = sent(request)
    if made is not None:
        return HttpResponseRedirect(f"{reverse('setup-orders')}?upload={made.pk}")
    return draw(request, "orders", code(error), error=error, **looked_at(request))
