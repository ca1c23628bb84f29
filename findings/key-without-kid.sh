#!/usr/bin/env bash
# PyJWT's key client finds no key for a token without `kid`, not even the only one of the set; and its error is no `InvalidTokenError`.
#
# Needs:    Python 3.10 or later with `venv`.
# Of:       PyPI `pyjwt[crypto]` 2.15.1: `PyJWKClient` before a key set of one key, over HTTP on loopback.
# Guess:    RFC 7515 §4.1.4: `kid` is optional, so a set of one key decides. Whatever is wrong with a token is an `InvalidTokenError`, the class that
#           its documentation has for a token that is refused.
# Seen:     `get_signing_key_from_jwt` refuses the token without `kid`, and a token of an unknown `kid`, by `PyJWKClientError`, which comes from
#           `PyJWTError` alone. With `kid` the same key verifies; so does that token where the key is taken from the set by hand.
# Matters:  an application that catches `InvalidTokenError` answers 500 in place of 401. Catch `PyJWTError`, and have whoever signs say `kid`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv packages
packages/bin/pip install --quiet --disable-pip-version-check --no-input "pyjwt[crypto]==2.15.1"
cat >try.py <<'PY'
import json, sys, threading, time
from http.server import BaseHTTPRequestHandler, HTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

key = ec.generate_private_key(ec.SECP256R1())
public = {**json.loads(ECAlgorithm.to_jwk(key.public_key())), "kid": "one", "use": "sig", "alg": "ES256"}


class Keys(BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({"keys": [public]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Keys)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = jwt.PyJWKClient(f"http://127.0.0.1:{server.server_port}/")


def verified(kid):
    """The subject, or the error's class and whether it is an `InvalidTokenError` and a `PyJWTError`."""
    header = {} if kid is None else {"kid": kid}
    token = jwt.encode({"sub": "somebody", "exp": int(time.time()) + 60}, key, algorithm="ES256", headers=header)
    try:
        return jwt.decode(token, client.get_signing_key_from_jwt(token).key, algorithms=["ES256"])["sub"]
    except Exception as error:
        by_hand = jwt.decode(token, client.get_signing_keys()[0].key, algorithms=["ES256"])["sub"]
        return [type(error).__name__, isinstance(error, jwt.InvalidTokenError), isinstance(error, jwt.PyJWTError), by_hand]


seen = {"with its kid": verified("one"), "without a kid": verified(None), "with another kid": verified("two")}
print(json.dumps({"PyJWT": jwt.__version__, "seen": seen}))
refused = ["PyJWKClientError", False, True, "somebody"]
expected = {"with its kid": "somebody", "without a kid": refused, "with another kid": refused}
sys.exit(0 if seen == expected else "the behaviour has changed")
PY
packages/bin/python try.py
