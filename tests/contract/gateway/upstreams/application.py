"""An application that tells what reached it, for WSGI and for ASGI.

In: LISTENER, the address that is told each request before it is answered. Out: the same as the answer. Never: a look at who may ask.
"""
import hashlib
import json
import os
import urllib.request


def told(seen, body):
    text = json.dumps({**seen, "size": len(body), "sha256": hashlib.sha256(body).hexdigest()}).encode()
    urllib.request.urlopen(urllib.request.Request(os.environ["LISTENER"], text)).close()
    return text


def variable(name):
    """A header's name as CGI has it, and after it WSGI and the frameworks."""
    return "HTTP_" + name.upper().replace("-", "_")


def wsgi(environ, start_response):
    body = environ["wsgi.input"].read()
    # gunicorn gives what has come of a body that broke off, and says nothing of it.
    if len(body) != int(environ.get("CONTENT_LENGTH") or len(body)):
        start_response("400 Bad Request", [("content-length", "0")])
        return []
    named = {name[5:]: value for name, value in environ.items() if name.startswith("HTTP_")}
    text = told(
        {
            "method": environ["REQUEST_METHOD"],
            "url": environ["RAW_URI"],
            "path": environ["PATH_INFO"].encode("latin-1").decode(),
            "identity": environ.get("HTTP_FC_IDENTITY", ""),
            "headers": [[name.lower().replace("_", "-"), value] for name, value in named.items()],
        },
        body,
    )
    start_response("200 OK", [("content-type", "application/json"), ("content-length", str(len(text)))])
    return [text]


async def asgi(scope, receive, send):
    body, more = b"", True
    while more:
        event = await receive()
        if event["type"] == "http.disconnect":
            return
        body += event.get("body", b"")
        more = event.get("more_body", False)
    headers = [[name.decode("latin-1"), value.decode("latin-1")] for name, value in scope["headers"]]
    query = b"?" + scope["query_string"] if scope["query_string"] else b""
    text = told(
        {
            "method": scope["method"],
            "url": (scope["raw_path"] + query).decode("latin-1"),
            "path": scope["path"],
            "identity": ",".join(value for name, value in headers if variable(name) == "HTTP_FC_IDENTITY"),
            "headers": headers,
        },
        body,
    )
    head = [(b"content-type", b"application/json"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": text})
