#!/usr/bin/env bash
# canaille does not know the client by its own ID token: who signs out with `id_token_hint` alone is signed out, and not sent back.
#
# Needs:    Python 3.10 or later with `venv`.
# Of:       PyPI `canaille` 0.3.6 with `Authlib` 1.9.10, in memory; its client has itself as audience, as every client that its pages add.
# Guess:    OpenID Connect RP-Initiated Logout 1.0 §2: `client_id` is optional. The ID token names the client, whose registered
#           `post_logout_redirect_uri` is where the person goes.
# Seen:     the `aud` of the ID token is a list of one, and by a list the library looks for no client: the person ends at canaille's own "/".
#           With `client_id` beside the same hint she is sent back.
# Matters:  a relying party that sends the hint and its address, and no more, leaves people at the provider. Send `client_id` too.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv packages
packages/bin/pip install --quiet --disable-pip-version-check --no-input "canaille[front,oidc]==0.3.6" Authlib==1.9.10
cat >try.py <<'PY'
import base64, hashlib, json, re, secrets, sys
from urllib.parse import parse_qs, urlsplit

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend

PROVIDER, CALLBACK, LEFT = "https://provider.example", "https://service.example/callback", "https://service.example/left"
PASSWORD, SECRET, VERIFIER = secrets.token_hex(16), secrets.token_hex(16), secrets.token_hex(32)
SERVER = {"SECRET_KEY": secrets.token_hex(32), "SERVER_NAME": "provider.example", "PREFERRED_URL_SCHEME": "https"}
CANAILLE = {"DATABASE": "memory", "SMTP": None, "ACL": {"DEFAULT": {"PERMISSIONS": ["edit_self", "use_oidc"]}}}
app = create_app({**SERVER, "CANAILLE": CANAILLE, "CANAILLE_OIDC": {}})
with app.app_context(), Backend.instance.session():
    person = models.User(user_name="alice", formatted_name="Alice Martin", family_name="Martin", emails=["alice@example.org"], password=PASSWORD)
    client = models.Client(client_id="a-client", client_secret=SECRET, client_name="A service", redirect_uris=[CALLBACK],
        post_logout_redirect_uris=[LEFT], grant_types=["authorization_code"], response_types=["code"], scope=["openid"],
        token_endpoint_auth_method="client_secret_basic", id_token_signed_response_alg="RS256")
    Backend.instance.save(person)
    Backend.instance.save(client)
    client.audience = [client]
    Backend.instance.save(client)


def signed_in():
    """A browser that has signed in at the client, and its ID token: the pages for the name, the password and the consent."""
    browser = app.test_client()
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
    answer = browser.get("/oauth/authorize", base_url=PROVIDER, query_string={"client_id": "a-client", "response_type": "code", "scope": "openid",
        "redirect_uri": CALLBACK, "state": "a-state", "nonce": "a-nonce", "code_challenge": challenge, "code_challenge_method": "S256"})
    for _ in range(10):
        if answer.location and answer.location.startswith(CALLBACK):
            break
        if answer.location:
            answer = browser.get(answer.location, base_url=PROVIDER)
        else:
            fields = dict(re.findall(r'name="(csrf_token)"[^>]* value="([^"]+)"', answer.text))
            form = {**fields, "login": "alice", "password": PASSWORD, **({"answer": "accept"} if "authorize" in answer.request.path else {})}
            answer = browser.post(answer.request.url, headers={"Referer": answer.request.url}, data=form)
    code = parse_qs(urlsplit(answer.location).query)["code"][0]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
    return browser, browser.post("/oauth/token", base_url=PROVIDER, auth=("a-client", SECRET), data=form).json["id_token"]


def sign_out(**also):
    """The audience of the ID token, where the person is sent with it, and whether she was signed in at canaille before and is after."""
    browser, token = signed_in()
    claims = token.split(".")[1]
    audience = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["aud"]
    there = lambda: browser.get("/profile/alice", base_url=PROVIDER).status_code == 200
    before = there()
    answer = browser.get("/oauth/end_session", base_url=PROVIDER, query_string={"id_token_hint": token, "post_logout_redirect_uri": LEFT, **also})
    return {"aud": audience, "sent to": answer.location, "signed in": {"before": before, "after": there()}}


alone, named = sign_out(), sign_out(client_id="a-client")
print("canaille 0.3.6, sign-out by the hint alone:", alone)
print("canaille 0.3.6, sign-out by the hint and client_id:", named)
as_found = {"aud": ["a-client"], "signed in": {"before": True, "after": False}}
sys.exit(0 if alone == {**as_found, "sent to": "/"} and named == {**as_found, "sent to": LEFT} else 1)
PY
packages/bin/python try.py 2>/dev/null
