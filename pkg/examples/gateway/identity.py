# identity.py
import os
import jwt
from jwt import PyJWTError

KEYS = jwt.PyJWKClient(os.environ["GATEWAY_JWKS"], cache_keys=True)

def signed_in(environ):
    """Who is signed in; raises PyJWTError where the header was not made by the gateway, for this application, now."""
    token = environ.get("HTTP_FC_IDENTITY", "")
    key = KEYS.get_signing_key_from_jwt(token).key
    return jwt.decode(token, key, algorithms=["ES256"], issuer=os.environ["GATEWAY_ISSUER"], audience=os.environ["GATEWAY_AUDIENCE"],
                      options={"require": ["exp", "iat", "sub", "fc"]})
