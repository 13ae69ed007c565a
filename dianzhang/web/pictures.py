"""Charts as pictures at an address of their own."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from dianzhang.ui.charts import Chart, png


def answer(chart: Chart) -> HttpResponse:
    """The PNG of a chart; 404 where there is nothing to draw."""
    if chart.empty:
        raise Http404
    made = HttpResponse(png(chart), content_type="image/png")
    made["Cache-Control"] = "private, no-store"  # what it shows depends on who looks, and on now
    made["Content-Disposition"] = "inline"
    made["X-Content-Type-Options"] = "nosniff"
    return made
