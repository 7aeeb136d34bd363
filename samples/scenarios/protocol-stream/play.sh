# shellcheck shell=bash disable=SC2154
# needs: rabbitmq-server=rabbitmq-server erl=erlang-base java=default-jre-headless mvn=maven
# RabbitMQ's streams: sent to and read by its Java client, in clear and over TLS.
pair
certificates server
mkdir "$work/rabbit"
echo '[rabbitmq_stream].' >"$work/rabbit/plugins"
cat >"$work/rabbit/rabbitmq.conf" <<PLAY
listeners.tcp.1 = 10.20.0.3:5672
stream.listeners.tcp.1 = 10.20.0.3:5552
stream.listeners.ssl.1 = 10.20.0.3:5551
ssl_options.certfile = $work/server.pem
ssl_options.keyfile = $work/server.key
loopback_users = none
default_user = shop
default_pass = not-a-real-secret
PLAY
ip netns exec server env HOME="$work/rabbit" RABBITMQ_NODENAME=rabbit@localhost RABBITMQ_CONFIG_FILE="$work/rabbit/rabbitmq" \
  RABBITMQ_MNESIA_BASE="$work/rabbit/data" RABBITMQ_LOG_BASE="$work/rabbit" RABBITMQ_LOGS=- \
  RABBITMQ_ENABLED_PLUGINS_FILE="$work/rabbit/plugins" \
  /usr/lib/rabbitmq/bin/rabbitmq-server </dev/null >"$work/rabbit/log" 2>&1 &
wait_for "RabbitMQ" listening server tcp 5551 || { tail -20 "$work/rabbit/log" >&2; fail "no RabbitMQ"; }
sleep 1
observe node client eth0
settle client 10.20.0.3
for use in "5552" "5551 tls"; do
  # shellcheck disable=SC2086 # a port, and perhaps a word
  java_with protocol-stream Client.java $use
  at client "${java_command[@]}" >"$work/client.log" 2>&1 || { tail -n 40 "$work/client.log" >&2; fail "no client"; }
done
sleep 0.5
