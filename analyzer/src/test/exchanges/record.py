"""Records every exchange from real servers: see README.md. Usage: record.py OUT_DIR [NAME-PREFIX...]"""
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

from relay import relay, relay_datagram

SECRET = "not-a-real-secret"
LISTEN = 17000
WORK = tempfile.mkdtemp(prefix="exchanges-")
ENV = dict(os.environ, OPENSSL_CONF="/dev/null", PGCONNECT_TIMEOUT="5")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def path(*parts):
    return os.path.join(WORK, *parts)


def text(name, content):
    with open(path(name), "w", encoding="ascii") as file:
        file.write(content)
    return path(name)


def start(*command, **options):
    return subprocess.Popen(
        command, stdin=options.pop("stdin", subprocess.DEVNULL), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True, env=ENV, **options)


def stop(process):
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(10)


def ready(port, seconds=60):
    for _ in range(seconds * 10):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("no server on port %d" % port)


class Recorder:
    def __init__(self, out, prefixes):
        self.out, self.prefixes, self.port = out, prefixes, LISTEN

    def wants(self, name):
        return not self.prefixes or any(name.startswith(prefix) for prefix in self.prefixes)

    def exchange(self, name, title, target, client, connection=0, via=relay):
        """client: a function of the relay's port, or a command with PORT in it."""
        if not self.wants(name):
            return
        self.port += 1
        out = os.path.join(self.out, name + ".exchange")
        args = [self.port, target, out, title] + ([connection] if via is relay else [])
        thread = threading.Thread(target=via, args=args, daemon=True)
        thread.start()
        time.sleep(0.2)
        if callable(client):
            client(self.port)
        else:
            command = [part.replace("PORT", str(self.port)) for part in client]
            subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, timeout=30, env=ENV, check=False)
        thread.join(30)
        print(name, os.path.getsize(out) if os.path.exists(out) else "NOT RECORDED")


def say(*parts):
    """A client that sends each part and reads an answer after it."""
    def client(port):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.settimeout(3)
            for part in parts:
                connection.sendall(part)
                try:
                    connection.recv(65536)
                except TimeoutError:
                    pass
    return client


def certificate():
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=shop.example",
         "-addext", "subjectAltName=DNS:shop.example", "-keyout", path("key.pem"), "-out", path("cert.pem")],
        check=True, capture_output=True)
    os.chmod(path("key.pem"), 0o600)


def redis(rec):
    port = free_port()
    server = start("redis-server", "--port", str(port), "--requirepass", SECRET, "--save", "", cwd=WORK)
    ready(port)
    cli = ["redis-cli", "-p", "PORT", "--no-auth-warning", "-a", SECRET]
    rec.exchange("redis-auth", "redis-cli: AUTH, SET", port, cli + ["SET", "cart:1", "3 apples"])
    rec.exchange("redis-hello-auth", "redis-cli -3: HELLO 3 AUTH, HGETALL", port, cli + ["-3", "HGETALL", "none"])
    rec.exchange("redis-hello-in-one", "HELLO 3 AUTH in one command", port,
                 say(b"*5\r\n$5\r\nHELLO\r\n$1\r\n3\r\n$4\r\nAUTH\r\n$7\r\ndefault\r\n$17\r\n" + SECRET.encode() + b"\r\n",
                     b"*1\r\n$4\r\nPING\r\n"))
    rec.exchange("redis-inline", "inline PING and AUTH", port, say(b"PING\r\n", b"AUTH " + SECRET.encode() + b"\r\n", b"GET x\r\n"))
    rec.exchange("redis-no-auth", "GET refused without AUTH", port, ["redis-cli", "-p", "PORT", "GET", "x"])
    stop(server)


def postgres(rec):
    port, data = free_port(), path("pg")
    os.chmod(WORK, 0o755)
    os.makedirs(data)
    shutil.chown(data, "nobody")
    home = "/usr/lib/postgresql/15/bin/"
    as_nobody = ["setpriv", "--reuid=nobody", "--clear-groups"]
    pass_file = text("pg-pass", SECRET)
    subprocess.run(as_nobody + [home + "initdb", "-D", data, "-U", "shop", "-A", "scram-sha-256", "--pwfile", pass_file],
                   check=True, capture_output=True)
    for name in ("key.pem", "cert.pem"):
        shutil.copy(path(name), data)
        shutil.chown(os.path.join(data, name), "nobody")
    with open(os.path.join(data, "pg_hba.conf"), "w", encoding="ascii") as hba:
        hba.write("host all clear all password\nhost all old all md5\nhost all free all trust\nhost all all all scram-sha-256\n")

    def run(ssl):
        server = start(*as_nobody, home + "postgres", "-D", data, "-p", str(port), "-k", data, "-c", "ssl=" + ssl,
                       "-c", "ssl_cert_file=cert.pem", "-c", "ssl_key_file=key.pem", "-c", "password_encryption=md5")
        ready(port)
        return server

    def psql(user, mode, *queries):
        url = "postgresql://%s:%s@127.0.0.1:PORT/postgres?sslmode=%s&gssencmode=disable" % (user, SECRET, mode)
        return ["psql", url] + [part for query in queries for part in ("-c", query)]

    server = run("off")
    for name in ("clear", "old", "free"):
        subprocess.run([part.replace("PORT", str(port)) for part in psql("shop", "disable", "create role %s login password '%s'" % (name, SECRET))],
                       check=True, capture_output=True)
    rec.exchange("postgresql-cleartext-password", "psql sslmode=disable, password", port, psql("clear", "disable", "select 1", "select 2"))
    rec.exchange("postgresql-md5", "psql sslmode=disable, md5", port, psql("old", "disable", "select 1"))
    rec.exchange("postgresql-scram", "psql sslmode=disable, scram-sha-256", port, psql("shop", "disable", "select 1", "select 2"))
    rec.exchange("postgresql-trust", "psql sslmode=disable, trust", port, psql("free", "disable", "select 1"))
    rec.exchange("postgresql-refused", "psql sslmode=prefer, server without TLS", port, psql("shop", "prefer", "select 1"))
    stop(server)
    server = run("on")
    rec.exchange("postgresql-upgraded", "psql sslmode=require", port, psql("shop", "require", "select 1"))
    rec.exchange("postgresql-upgrade-failed", "psql sslmode=verify-full, certificate not trusted", port,
                 [part.replace("verify-full", "verify-full&sslrootcert=" + path("other.pem")) for part in psql("shop", "verify-full", "select 1")])
    stop(server)


def web(rec):
    plain, tls = free_port(), free_port()
    users = text("users", "shop:{PLAIN}%s\n" % SECRET)
    config = text("nginx.conf", """
daemon off; pid %(w)s/nginx.pid; error_log /dev/null; worker_processes 1; user root;
events {}
http { access_log off; client_body_temp_path %(w)s/1; proxy_temp_path %(w)s/2; fastcgi_temp_path %(w)s/3;
 uwsgi_temp_path %(w)s/4; scgi_temp_path %(w)s/5;
 server { listen 127.0.0.1:%(plain)d; location / { return 200 "hello\\n"; }
  location /private { auth_basic "shop"; auth_basic_user_file %(users)s; return 200; } }
 server { listen 127.0.0.1:%(tls)d ssl http2; ssl_certificate %(w)s/cert.pem; ssl_certificate_key %(w)s/key.pem;
  ssl_protocols TLSv1.2 TLSv1.3; location / { return 200 "hello\\n"; } } }
""" % {"w": WORK, "plain": plain, "tls": tls, "users": users})
    server = start("nginx", "-c", config, "-p", WORK)
    ready(plain)
    http = ["curl", "-s", "http://127.0.0.1:PORT/"]
    rec.exchange("http-get", "curl, two requests on one connection", plain, http + ["http://127.0.0.1:PORT/two"])
    rec.exchange("http-basic", "curl -u", plain, http + ["-u", "shop:" + SECRET])
    rec.exchange("http-bearer-second", "curl: POST with a body, then a bearer token", plain,
                 ["curl", "-s", "http://127.0.0.1:PORT/", "-d", "a=b&c=d", "--next", "-s", "http://127.0.0.1:PORT/x", "-H", "Authorization: Bearer " + SECRET])
    rec.exchange("http-upgrade", "curl asking for a WebSocket, not taken", plain, http + ["-H", "Upgrade: websocket", "-H", "Connection: Upgrade"])
    rec.exchange("http-bad-request", "nginx answers a line that is no request", plain, say(b"NONSENSE\r\n\r\n"))
    https = ["curl", "-s", "-k", "--resolve", "shop.example:PORT:127.0.0.1", "https://shop.example:PORT/"]
    rec.exchange("https-h2-tls13", "curl, TLS 1.3, h2", tls, https)
    rec.exchange("https-http11-tls12", "curl --http1.1, TLS 1.2", tls, https + ["--http1.1", "--tls-max", "1.2"])
    rec.exchange("https-not-trusted-tls13", "curl refuses the certificate, TLS 1.3", tls, [part for part in https if part != "-k"])
    rec.exchange("https-not-trusted-tls12", "curl refuses the certificate, TLS 1.2", tls, [part for part in https if part != "-k"] + ["--tls-max", "1.2"])
    rec.exchange("tls-to-plain-port", "curl speaks TLS to a port that does not", plain, https)
    stop(server)


def tls(rec):
    def with_server(server_options, entries):
        port = free_port()
        server = start("openssl", "s_server", "-quiet", "-accept", str(port), "-key", path("key.pem"), "-cert", path("cert.pem"),
                       "-rev", *server_options, cwd=WORK)
        time.sleep(1)
        for name, title, options in entries:
            def client(relayed, options=options):
                process = start("openssl", "s_client", "-quiet", "-connect", "127.0.0.1:%d" % relayed, *options, stdin=subprocess.PIPE)
                time.sleep(0.7)
                try:
                    process.stdin.write(b"a line that is long enough to be seen when it is readable\n")
                    process.stdin.flush()
                    time.sleep(0.7)
                    process.stdin.close()
                except OSError:
                    pass
                stop(process)
            rec.exchange(name, title, port, client)
        stop(server)

    weak = ["-cipher", "ALL:eNULL:@SECLEVEL=0"]
    with_server(weak, [
        ("tls-10", "openssl s_client -tls1", ["-tls1"] + weak),
        ("tls-11", "openssl s_client -tls1_1", ["-tls1_1"] + weak),
        ("tls-12", "openssl s_client -tls1_2", ["-tls1_2", "-servername", "shop.example"]),
        ("tls-13", "openssl s_client -tls1_3", ["-tls1_3", "-noservername"]),
        ("tls-null", "openssl s_client, cipher NULL-SHA256", ["-tls1_2", "-cipher", "NULL-SHA256:@SECLEVEL=0"]),
        ("tls-anonymous", "openssl s_client, cipher ADH-AES128-SHA", ["-tls1_2", "-cipher", "ADH-AES128-SHA:@SECLEVEL=0"]),
    ])
    with_server(["-groups", "P-384"], [
        ("tls-13-retry", "TLS 1.3 with a HelloRetryRequest", ["-tls1_3", "-groups", "X25519:P-384"]),
        ("tls-no-common-version", "server answers with an alert", ["-tls1"] + weak),
    ])


def ssh(rec):
    port = free_port()
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path("host")], check=True)
    os.makedirs("/run/sshd", exist_ok=True)
    server = start(shutil.which("sshd"), "-D", "-f", "/dev/null", "-h", path("host"), "-p", str(port), "-o", "ListenAddress=127.0.0.1",
                   "-o", "UsePAM=no", "-o", "PidFile=none")
    ready(port)
    rec.exchange("ssh", "ssh, login refused after the key exchange", port,
                 ["ssh", "-F", "/dev/null", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
                  "-p", "PORT", "127.0.0.1", "true"])
    rec.exchange("ssh-banners-only", "a client that identifies itself and leaves", port, say(b"SSH-2.0-probe\r\n"))
    stop(server)


def dns(rec):
    port = free_port()
    server = start("dnsmasq", "-k", "-p", str(port), "--listen-address=127.0.0.1", "--bind-interfaces", "--no-resolv", "--no-hosts",
                   "--user=root", "--pid-file=", "-C", "/dev/null",
                   "--host-record=pay.example,192.0.2.7,2001:db8::7", "--cname=payments.example,pay.example,60")
    ready(port)
    query = bytes.fromhex("1a2b01000001000000000000") + b"\x08payments\x07example\x00" + bytes.fromhex("00010001")

    def datagram(relayed):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.sendto(query, ("127.0.0.1", relayed))
            client.settimeout(3)
            client.recv(4096)

    rec.exchange("dns-udp", "an A query over a CNAME", port, datagram, via=relay_datagram)
    rec.exchange("dns-tcp", "the same over TCP", port, say(len(query).to_bytes(2, "big") + query))
    stop(server)


def amqp(rec):
    port = int(os.environ.get("AMQP_PORT", "0"))
    if not port:
        print("amqp left out: set AMQP_PORT (and AMQP_USER, AMQP_PASSWORD) to a running RabbitMQ")
        return
    import pika

    def client(work, mechanism="PLAIN"):
        def run(relayed):
            login = pika.PlainCredentials(os.environ["AMQP_USER"], os.environ["AMQP_PASSWORD"])
            connection = pika.BlockingConnection(pika.ConnectionParameters(
                host="127.0.0.1", port=relayed, credentials=login, heartbeat=2))
            work(connection)
            connection.close()
        return run

    def publish(connection):
        channel = connection.channel()
        channel.queue_declare("orders", auto_delete=True)
        for number in range(3):
            channel.basic_publish("", "orders", b"order %d " % number + bytes(range(256)))
        channel.basic_get("orders", auto_ack=True)

    rec.exchange("amqp-publish", "pika: PLAIN, declare, publish, get", port, client(publish))
    rec.exchange("amqp-heartbeats", "pika: idle with heartbeats", port, client(lambda connection: connection.sleep(5)))


def main():
    out = sys.argv[1]
    os.makedirs(out, exist_ok=True)
    rec = Recorder(out, sys.argv[2:])
    certificate()
    shutil.copy(path("cert.pem"), path("other.pem"))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=other", "-keyout", path("o.key"), "-out", path("other.pem")],
                   check=True, capture_output=True)
    os.chmod(WORK, 0o755)
    os.chmod(path("other.pem"), 0o644)
    for name, record in (("redis", redis), ("postgresql", postgres), ("http", web), ("tls", tls), ("ssh", ssh), ("dns", dns), ("amqp", amqp)):
        if not rec.prefixes or any(prefix.startswith(name) or (name == "http" and prefix.startswith("tls-to")) for prefix in rec.prefixes):
            record(rec)
    shutil.rmtree(WORK)


main()
