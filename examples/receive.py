"""A receiver by hand, with Python's standard library alone (3.9 or newer).

    WEBHOOK_SECRET=whsec_... PORT=3000 python3 examples/receive.py
"""

import base64
import hashlib
import hmac
import json
import os
import sqlite3
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

SECRET = os.environ["WEBHOOK_SECRET"]
KEY = base64.b64decode(SECRET.removeprefix("whsec_"))
TOLERANCE_SECONDS = 300
MAX_BODY_BYTES = 32 * 1024 * 1024

# Which deliveries were handled. Yours is a table of the database in which the work is done.
db = sqlite3.connect(os.environ.get("DATABASE", ":memory:"))
db.execute("create table if not exists handled (id text primary key)")


def is_genuine(headers, body: bytes) -> bool:
    delivery_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not delivery_id or not (timestamp.isascii() and timestamp.isdigit()):
        return False
    if abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    signed = f"{delivery_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    # While a secret is rotated there are several, with a blank between them.
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(expected.encode(), one.encode()) for one in given)


def work(body: dict, event: str) -> None:
    if event == "message" and not body["fromMe"]:
        print(f"ticket {body['ticket']['id']}: {body['messageBody']}", flush=True)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        try:
            self.answer(self.receive())
        except Exception as error:  # Anything but 2xx asks for a retry: the same id, the same bytes.
            self.log_error("%r", error)
            self.answer(500)

    def receive(self) -> int:
        length = int(self.headers.get("content-length", 0))
        if length > MAX_BODY_BYTES:
            return 413
        body = self.rfile.read(length)  # The signature is over these bytes: parse them afterwards.
        if not is_genuine(self.headers, body):
            return 401
        with db:  # One transaction: the id is kept if and only if the work was done.
            new = db.execute("insert or ignore into handled values (?)", [self.headers["webhook-id"]]).rowcount
            if new:
                work(json.loads(body), self.headers.get("recado-event", ""))
        return 204

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.end_headers()

    def log_request(self, *_) -> None:
        pass


server = HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "3000"))), Receiver)
print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
