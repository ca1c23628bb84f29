"""canaille with its memory backend: one person, one client.

In: its port, the client and its addresses, as JSON in the variable GIVEN. Out: the provider, until it is ended. Never: a file of its own.
"""

import json
import os

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from werkzeug.serving import make_server

given = json.loads(os.environ["GIVEN"])
app = create_app(
    {
        "SECRET_KEY": given["key"],
        "SERVER_NAME": f"localhost:{given['port']}",
        "PREFERRED_URL_SCHEME": "http",
        "CANAILLE": {"DATABASE": "memory", "SMTP": None, "ACL": {"DEFAULT": {"PERMISSIONS": ["edit_self", "use_oidc"]}}},
        "CANAILLE_OIDC": {},
    }
)
with app.app_context():
    backend = Backend.instance
    with backend.session():
        names = {"user_name": "alice", "formatted_name": "Alice Martin", "family_name": "Martin"}
        backend.save(models.User(**names, emails=[given["email"]], password=given["password"]))
        client = models.Client(
            client_id=given["clientId"],
            client_secret=given.get("clientSecret"),
            # Whose pages may read its answers.
            client_uri=given["redirectUri"],
            client_name="A service",
            redirect_uris=[given["redirectUri"]],
            post_logout_redirect_uris=[given["postLogoutRedirectUri"]],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "profile", "email"],
            token_endpoint_auth_method="client_secret_basic" if "clientSecret" in given else "none",
            id_token_signed_response_alg=given["alg"],
        )
        backend.save(client)
        client.audience = [client]
        backend.save(client)
make_server("localhost", given["port"], app, threaded=True).serve_forever()
