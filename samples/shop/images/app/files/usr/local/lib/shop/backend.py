"""The shop's HTTP service on 8080: GET /catalog reads database and cache, POST /orders uses all four of its servers."""
import json
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import stores

TABLE = "CREATE TABLE IF NOT EXISTS orders (id serial PRIMARY KEY, cents int NOT NULL, made timestamptz DEFAULT now())"


def order(publisher, payments):
    """Each step's outcome by name, so that a caller sees which server could not be used."""
    done = {}

    def step(name, action):
        try:
            done[name] = action() or "ok"
        except Exception as problem:
            done[name] = f"failed: {type(problem).__name__}"

    step("database", insert)
    step("cache", count)
    step("queue", lambda: publisher.publish(b"order"))
    step("payment", lambda: payments.charge(100))
    return done


def catalog():
    done = {}
    for name, action in (("database", select), ("cache", read_count)):
        try:
            done[name] = action() or "ok"
        except Exception as problem:
            done[name] = f"failed: {type(problem).__name__}"
    return done


def insert():
    with closing(stores.database()) as connection, connection, connection.cursor() as cursor:
        cursor.execute("INSERT INTO orders (cents) VALUES (100)")


def select():
    with closing(stores.database()) as connection, connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM orders")
        cursor.fetchone()


def count():
    with closing(stores.cache()) as cache:
        cache.incr("orders")


def read_count():
    with closing(stores.cache()) as cache:
        cache.get("orders")


def handler(publisher, payments):
    class Shop(BaseHTTPRequestHandler):
        server_version = "shop"
        sys_version = ""

        def do_GET(self):
            self._answer(catalog() if self.path == "/catalog" else None)

        def do_POST(self):
            self.rfile.read(min(int(self.headers.get("Content-Length", 0)), 65536))
            self._answer(order(publisher, payments) if self.path == "/orders" else None)

        def _answer(self, done):
            good = done is not None and all(outcome == "ok" for outcome in done.values())
            body = (json.dumps(done or {"path": "not found"}, sort_keys=True) + "\n").encode()
            self.send_response(200 if good else 404 if done is None else 502)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return Shop


def patiently(action, seconds=60):
    """Servers start in any order."""
    end = time.monotonic() + seconds
    while True:
        try:
            return action()
        except Exception as problem:
            if time.monotonic() > end:
                raise SystemExit(f"gave up after {seconds} s: {problem!r}") from problem
            time.sleep(0.5)


def make_table():
    with closing(stores.database()) as connection, connection, connection.cursor() as cursor:
        cursor.execute(TABLE)


def main():
    patiently(make_table)
    publisher = patiently(lambda: stores.Publisher("orders"))
    publisher.start()
    server = ThreadingHTTPServer(("0.0.0.0", 8080), handler(publisher, stores.Payments()))
    server.daemon_threads = True
    print("backend: ready", flush=True)
    server.serve_forever()


main()
