"""Every address begins here."""

from allauth.account import views as account
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from dianzhang.config.health import healthz


def not_here(request: HttpRequest) -> HttpResponse:
    """What allauth brings along and this house does otherwise: mail addresses come with invitations."""
    raise Http404


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("api/", include("dianzhang.api.urls")),
    path("demo/", include("dianzhang.demo.urls")),
    path("", include("dianzhang.web.urls")),
    re_path("^account/(?:email|confirm-email|login/code)/", not_here),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", RedirectView.as_view(pattern_name="account")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/company/", include("allauth.socialaccount.urls")),
    path("account/company/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("account/company/", include("allauth.socialaccount.providers.dingtalk.urls")),
    path("account/company/", include("allauth.socialaccount.providers.feishu.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    # Last, so that `reverse()` finds these and not allauth's own: it takes the last of the same name.
    path("login", account.login, name="account_login"),
    path("logout", account.logout, name="account_logout"),
]
