"""django-oauth-toolkit in a Django project of one file: one person, one client, Django's own login page.

In: its port, the client and its addresses, a signing key, as JSON in the variable GIVEN. Out: the provider, until it is ended. Never: a database
outside the folder in which it runs.
"""

import json
import os
from wsgiref.simple_server import WSGIServer, make_server
from socketserver import ThreadingMixIn

import django
from django.conf import settings

given = json.loads(os.environ["GIVEN"])
FORM = "<form method='post'>{% csrf_token %}{{ form }}<input type='submit'></form>"

settings.configure(
    SECRET_KEY=given["key"],
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3", "OPTIONS": {"timeout": 20}}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "oauth2_provider"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"],
            },
        }
    ],
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    LOGIN_URL="/login/",
    OAUTH2_PROVIDER={
        "OIDC_ENABLED": True,
        "OIDC_RSA_PRIVATE_KEY": given["signingKey"],
        "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
        "OAUTH2_VALIDATOR_CLASS": f"{__name__}.Validator",
        "SCOPES": {"openid": "who you are", "profile": "your name", "email": "your e-mail address"},
    },
)
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.contrib.auth.views import LoginView  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import include, path  # noqa: E402
from oauth2_provider.models import Application  # noqa: E402
from oauth2_provider.oauth2_validators import OAuth2Validator  # noqa: E402


class Validator(OAuth2Validator):
    """The claims that its documentation adds in this way."""

    def get_additional_claims(self, request):
        return {"name": request.user.get_full_name(), "email": request.user.email}


class Login(LoginView):
    """Django's, with a page of its own."""

    def render_to_response(self, context, **_kwargs):
        return HttpResponse(engines["django"].from_string(FORM).render(context, self.request))


urlpatterns = [path("login/", Login.as_view()), path("o/", include("oauth2_provider.urls", namespace="oauth2_provider"))]


class Server(ThreadingMixIn, WSGIServer):
    """A thread for each request."""

    daemon_threads = True


call_command("migrate", verbosity=0)
User.objects.create_user("alice", given["email"], given["password"], first_name="Alice", last_name="Martin")
Application.objects.create(
    client_id=given["clientId"],
    client_secret=given["clientSecret"],
    name="A service",
    client_type=Application.CLIENT_CONFIDENTIAL,
    authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
    redirect_uris=given["redirectUri"],
    post_logout_redirect_uris=given["postLogoutRedirectUri"],
    algorithm=Application.RS256_ALGORITHM,
)
make_server("localhost", given["port"], get_wsgi_application(), server_class=Server).serve_forever()
