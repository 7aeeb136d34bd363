"""The shop's backend: takes an order, stores it, counts it, queues it, has it charged.

PostgreSQL (libpq's PG* variables) and Redis are connected to for each order;
RabbitMQ through one connection that is opened at the start and kept.
"""

import http.server
import json
import os
import queue
import ssl
import threading
import urllib.request

import pika
import psycopg2
import redis

ORDERS = queue.Queue(maxsize=100)


def publish_forever():
    connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
    channel = connection.channel()
    channel.confirm_delivery()
    channel.queue_declare("orders", durable=True, arguments={"x-max-length": 100})
    while True:
        try:
            channel.basic_publish("", "orders", ORDERS.get(timeout=2))
        except queue.Empty:
            connection.process_data_events()


def store():
    database = psycopg2.connect(sslmode="require", connect_timeout=5)
    with database, database.cursor() as cursor:
        cursor.execute("INSERT INTO orders DEFAULT VALUES RETURNING id")
        number = cursor.fetchone()[0]
    database.close()
    return number


def count():
    with redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=5) as cache:
        return cache.incr("orders")


def charge(number):
    request = urllib.request.Request(
        os.environ["PAYMENTS_URL"],
        data=json.dumps({"order": number}).encode(),
        headers={"Authorization": "Bearer " + os.environ["PAYMENTS_TOKEN"]},
    )
    trust = ssl.create_default_context(cafile="/app/tls/payments.crt")
    with urllib.request.urlopen(request, timeout=5, context=trust) as answer:
        return json.load(answer)["charged"]


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(200 if self.path == "/healthz" else 404, {})

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        number = store()
        ORDERS.put(json.dumps({"order": number}), timeout=5)
        self.answer(200, {"order": number, "today": count(), "charged": charge(number)})

    def answer(self, code, value):
        body = json.dumps(value).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def publisher():
    try:
        publish_forever()
    finally:
        os._exit(1)


threading.Thread(target=publisher, daemon=True).start()
http.server.ThreadingHTTPServer(("", 8080), Handler).serve_forever()
