# application.py
from wsgiref.simple_server import make_server
from identity import PyJWTError, signed_in
def application(environ, start_response):
    try:
        status, text = "200 OK", f"Good day, {signed_in(environ)['fc']['identity']['birthName']}\n"
    except PyJWTError:
        status, text = "401 Unauthorized", "The gateway has sent nobody.\n"
    start_response(status, [("content-type", "text/plain; charset=utf-8")])
    return [text.encode()]
make_server("127.0.0.1", 8000, application).serve_forever()
