"""The connections of the shop's programs: database, cache, queue, payments. Addresses and logins come from the environment."""
import itertools
import json
import os
import queue
import socket
import ssl
import threading

import pika
import psycopg2
import redis

TIMEOUT = 5
PAYMENTS = ("payments.example.com", 443)


def setting(name, default=None):
    value = os.environ.get(name, default)
    if value is None:
        raise SystemExit(f"{name} is not set")
    return value


def unverified_tls():
    """The sample's certificates are self-signed and made at every start, so nobody can check them."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def database():
    """A new connection: SSLRequest, TLS, password login."""
    return psycopg2.connect(
        host="postgres",
        dbname=setting("POSTGRES_DB"),
        user=setting("POSTGRES_USER"),
        password=setting("POSTGRES_PASSWORD"),
        sslmode="require",
        gssencmode="disable",
        connect_timeout=TIMEOUT,
    )


def cache():
    """A client that connects at its first command: AUTH, in clear unless REDIS_TLS=yes."""
    return redis.Redis(
        host="redis",
        port=6379,
        password=setting("REDIS_PASSWORD"),
        ssl=setting("REDIS_TLS", "no") == "yes",
        ssl_cert_reqs=None,
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
    )


def queue_connection():
    login = pika.PlainCredentials(setting("RABBITMQ_USER"), setting("RABBITMQ_PASSWORD"))
    return pika.BlockingConnection(
        pika.ConnectionParameters(
            host="rabbitmq", credentials=login, heartbeat=10, socket_timeout=TIMEOUT, blocked_connection_timeout=TIMEOUT
        )
    )


def confirmed_channel(connection, name):
    channel = connection.channel()
    channel.queue_declare(queue=name, arguments={"x-max-length": 100})
    channel.confirm_delivery()
    return channel


class Publisher(threading.Thread):
    """One connection, opened once and kept: messages and heartbeats go through it until the process ends."""

    def __init__(self, name):
        super().__init__(daemon=True)
        self._name = name
        self._orders = queue.Queue(maxsize=100)
        self._connection = queue_connection()
        self._channel = confirmed_channel(self._connection, name)

    def run(self):
        try:
            while True:
                self._connection.process_data_events(time_limit=0)
                self._publish_next()
        except Exception as problem:  # the pool has this one connection: without it the program is of no use
            print(f"queue connection lost: {problem!r}", flush=True)
            os._exit(1)

    def _publish_next(self):
        try:
            body, done = self._orders.get(timeout=0.1)
        except queue.Empty:
            return
        self._channel.basic_publish(exchange="", routing_key=self._name, body=body)
        done.set()

    def publish(self, body):
        done = threading.Event()
        self._orders.put((body, done), timeout=TIMEOUT)
        if not done.wait(TIMEOUT):
            raise TimeoutError("no confirmation from the queue")


class Payments:
    """An outside service, looked up and called anew for each payment; its addresses are used in turn."""

    def __init__(self):
        self._turn = itertools.count()

    def charge(self, cents):
        name, port = PAYMENTS
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        addresses = sorted({entry[4][0] for entry in found})
        address = addresses[next(self._turn) % len(addresses)]
        with socket.create_connection((address, port), TIMEOUT) as plain:
            with unverified_tls().wrap_socket(plain, server_hostname=name) as tls:
                tls.sendall(self._request(name, cents))
                answer = b"".join(iter(lambda: tls.recv(4096), b""))
        if not answer.startswith(b"HTTP/1.0 200"):
            raise OSError(f"payment refused: {answer[:40]!r}")

    @staticmethod
    def _request(name, cents):
        body = json.dumps({"cents": cents, "key": setting("PAYMENTS_KEY")}).encode()
        head = f"POST /charges HTTP/1.0\r\nHost: {name}\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body
