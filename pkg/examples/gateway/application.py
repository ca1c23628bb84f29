# application.py
from wsgiref.simple_server import make_server
from identity import signed_in
def application(environ, start_response):
    start_response("200 OK", [("content-type", "text/plain; charset=utf-8")])
    return [f"Good day, {signed_in(environ)['fc']['identity']['birthName']}\n".encode()]
make_server("127.0.0.1", 8000, application).serve_forever()
