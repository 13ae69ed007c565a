"""Addresses of pages: some with names of their own, and those that every subject has."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from dianzhang.web import (
    acting,
    asks,
    binding,
    book,
    clause_page,
    drafts,
    exporting,
    lists,
    notices,
    pay,
    previews,
    radar,
    records,
    search,
    tasks,
    today,
)
from dianzhang.web.account import home, inviting, tokens
from dianzhang.web.subjects import LettingIn, SubjectName

register_converter(SubjectName, "subject")
register_converter(LettingIn, "letting_in")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.page, name="today"),
    path("radar", radar.radar, name="radar"),
    path("tasks", tasks.board, name="tasks"),
    path("approvals", asks.approvals, name="approvals"),
    path("approvals/<int:approval_id>/decide", asks.decide, name="decide"),
    path("notices", notices.notices, name="notices"),
    path("notices/read", notices.read_all, name="notices-read"),
    path("notices/<int:notice_id>", notices.open_notice, name="open-notice"),
    path("rulebook", book.rulebook, name="rulebook"),
    path("rulebook/drafts", drafts.drafts, name="drafts"),
    path("rulebook/drafts/begin", drafts.begin, name="draft-begin"),
    path("rulebook/drafts/check", drafts.check, name="draft-check"),
    path("rulebook/drafts/<int:version_id>", drafts.draft, name="draft"),
    path("rulebook/drafts/<int:version_id>/save", drafts.save, name="draft-save"),
    path("rulebook/drafts/<int:version_id>/preview", previews.start, name="preview-start"),
    path("rulebook/drafts/<int:version_id>/preview/<int:preview_id>", previews.watch, name="preview"),
    path("rulebook/drafts/<int:version_id>/preview/<int:preview_id>/stop", previews.stop, name="preview-stop"),
    path("rulebook/mine", binding.mine, name="binding"),
    path("rulebook/<int:version_id>/acknowledge", binding.acknowledge, name="acknowledge"),
    path("rulebook/clause/<str:clause_id>", book.clause, name="clause"),
    path("rulebook/clause/<str:clause_id>/kept", clause_page.page, name="clause-kept"),
    path("rulebook/clause/<str:clause_id>/peek", book.clause_peek, name="clause-peek"),
    path("pay", pay.mine, name="pay"),
    path("pay/<str:code>", pay.of_person, name="pay-of-now"),
    path("pay/<str:code>/<str:period>", pay.of_person, name="pay-of"),
    path("search", search.search, name="search"),
    path("export/<int:record_id>/file", exporting.file, name="export-file"),
    path("export/<int:record_id>/progress", exporting.progress, name="export-progress"),
    path("post", today.switch_post, name="switch-post"),
    path("account/", home.account, name="account"),
    path("account/log-ins/end", home.end, name="log-in-end"),
    path("account/tokens", tokens.tokens, name="tokens"),
    path("account/tokens/<int:token_id>/revoke", tokens.revoke, name="token-revoke"),
    path("invited/<str:link>", inviting.invited, name="invited"),
    path("person/<int:record_id>/<letting_in:verb>", inviting.let_in, name="let-in"),
    path("", include("dianzhang.ui.urls")),
    path("<subject:kind>", lists.listing, name="list"),
    path("<subject:kind>/new/<slug:verb>", acting.create, name="create"),
    path("<subject:kind>/all/<slug:verb>", acting.bulk, name="bulk"),
    path("<subject:kind>/<int:record_id>", records.record, name="record"),
    path("<subject:kind>/<int:record_id>/<slug:verb>", acting.act, name="act"),
]
