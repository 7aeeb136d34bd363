# shellcheck shell=bash disable=SC2154
# needs: rabbitmq-server=rabbitmq-server erl=erlang-base
# RabbitMQ: AMQP 0-9-1 with PLAIN and over TLS, AMQP 1.0, STOMP and MQTT by its plug-ins.
pair
certificates server
/usr/bin/python3 -c 'import pika, stomp' || fail "missing python3-pika or python3-stomp" 4
mkdir "$work/rabbit"
echo '[rabbitmq_amqp1_0,rabbitmq_stomp,rabbitmq_mqtt].' >"$work/rabbit/plugins"
cat >"$work/rabbit/rabbitmq.conf" <<PLAY
listeners.tcp.1 = 10.20.0.3:5672
listeners.ssl.1 = 10.20.0.3:5671
ssl_options.cacertfile = $work/ca.pem
ssl_options.certfile = $work/server.pem
ssl_options.keyfile = $work/server.key
stomp.listeners.tcp.1 = 10.20.0.3:61613
mqtt.listeners.tcp.1 = 10.20.0.3:1883
loopback_users = none
default_user = shop
default_pass = not-a-real-secret
PLAY
ip netns exec server env HOME="$work/rabbit" RABBITMQ_NODENAME=rabbit@localhost RABBITMQ_CONFIG_FILE="$work/rabbit/rabbitmq" \
  RABBITMQ_MNESIA_BASE="$work/rabbit/data" RABBITMQ_LOG_BASE="$work/rabbit" RABBITMQ_LOGS=- \
  RABBITMQ_ENABLED_PLUGINS_FILE="$work/rabbit/plugins" \
  /usr/lib/rabbitmq/bin/rabbitmq-server </dev/null >"$work/rabbit/log" 2>&1 &
for port in 61613 61613 61613 1883; do
  wait_for "RabbitMQ" listening server tcp "$port" 2>/dev/null || true
done
listening server tcp 61613 || { tail -20 "$work/rabbit/log" >&2; fail "no RabbitMQ"; }
sleep 1
at server nft -f - <<'PLAY'
table ip ports {
  chain into { type nat hook prerouting priority dstnat; tcp dport 5673-5675 redirect to :5672; }
}
PLAY
observe node client eth0
settle client 10.20.0.3
at client /usr/bin/python3 - "$work/ca.pem" <<'PLAY'
import socket, ssl, sys
import pika, stomp

def amqp(port, tls=None, password="not-a-real-secret"):
    options = pika.SSLOptions(tls, "10.20.0.3") if tls else None
    connection = pika.BlockingConnection(pika.ConnectionParameters(
        "10.20.0.3", port, credentials=pika.PlainCredentials("shop", password), ssl_options=options))
    channel = connection.channel()
    channel.queue_declare("orders")
    channel.basic_publish("", "orders", b"lamp")
    channel.basic_get("orders", auto_ack=True)
    connection.close()

amqp(5672)
amqp(5671, tls=ssl.create_default_context(cafile=sys.argv[1]))
try:
    amqp(5673, password="wrong-secret")
except pika.exceptions.AMQPError:
    pass
# A header of no version there is: answered by the one there is.
with socket.create_connection(("10.20.0.3", 5674), timeout=5) as s:
    s.sendall(b"AMQP\1\1\0\12")
    s.recv(100)
client = stomp.Connection12([("10.20.0.3", 61613)], vhost="/")
client.connect("shop", "not-a-real-secret", wait=True)
client.send("/queue/orders", "lamp")
client.disconnect()
try:
    from proton.utils import BlockingConnection
    from proton import Message
    connection = BlockingConnection("amqp://shop:not-a-real-secret@10.20.0.3:5675", allowed_mechs="PLAIN",
                                    allow_insecure_mechs=True, timeout=15)
    connection.create_sender("/queue/orders").send(Message(body="lamp"))
    connection.close()
except ImportError:
    sys.exit("missing python3-qpid-proton")
PLAY
