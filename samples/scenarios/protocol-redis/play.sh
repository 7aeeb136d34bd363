# shellcheck shell=bash disable=SC2154
# needs: redis-server=redis-server redis-cli=redis-tools
# Redis: without a password, with one, wrongly used, subscribed to, replicated, in a cluster, and over TLS.
pair
certificates server
common=(--save "" --appendonly no)
instance() { # PORT ARGUMENTS...
  mkdir "$work/$1"
  daemon server tcp "$1" redis-server "${common[@]}" --bind 10.20.0.3 --dir "$work/$1" --port "$@"
}
instance 6379 --protected-mode no
instance 6380 --requirepass not-a-real-secret
mkdir "$work/6381"
daemon server tcp 6381 redis-server "${common[@]}" --bind 10.20.0.3 --dir "$work/6381" --port 0 --tls-port 6381 \
  --tls-auth-clients no --protected-mode no --tls-cert-file "$work/server.pem" --tls-key-file "$work/server.key" \
  --tls-ca-cert-file "$work/ca.pem"
for port in 6382 6383 6384 6385 6386 6388; do
  instance "$port" --protected-mode no
done
instance 6387 --protected-mode no --cluster-enabled yes
mkdir "$work/replica" "$work/member"
daemon client tcp 6391 redis-server "${common[@]}" --bind 10.20.0.2 --protected-mode no --dir "$work/member" --port 6391 \
  --cluster-enabled yes
observe node client eth0
settle client 10.20.0.3
cli() { at client redis-cli -h 10.20.0.3 "$@" >/dev/null 2>&1; }
cli -p 6379 SET greeting hello
cli -p 6379 GET greeting
cli -p 6379 -3 HGETALL nothing
cli -p 6380 -a not-a-real-secret SET greeting hello || true
cli -p 6380 -3 -a not-a-real-secret --user default GET greeting || true
cli -p 6381 --tls --cacert "$work/ca.pem" SET greeting hello
# A password where none is set; one that is wrong; none where one is set.
cli -p 6382 -a not-a-real-secret GET greeting || true
at client redis-cli -h 10.20.0.3 -p 6380 -a wrong-secret GET greeting >/dev/null 2>&1 || true
cli -p 6383 CONFIG SET requirepass not-a-real-secret
cli -p 6383 GET greeting || true
# Inline commands.
at client python3 - <<'PLAY'
import socket
with socket.create_connection(("10.20.0.3", 6384)) as s:
    for line in (b"PING\r\n", b"set greeting hello\n", b"get greeting\r\n", b"QUIT\r\n"):
        s.sendall(line)
        s.recv(100)
PLAY
# A subscriber and one who publishes.
at client timeout 1 redis-cli -h 10.20.0.3 -p 6385 SUBSCRIBE news >/dev/null &
sleep 0.4
at server redis-cli -h 10.20.0.3 -p 6385 PUBLISH news hello >/dev/null
sleep 0.8
# A replica.
ip netns exec client redis-server "${common[@]}" --bind 10.20.0.2 --protected-mode no --dir "$work/replica" --port 6390 \
  --replicaof 10.20.0.3 6386 </dev/null >"$work/replica.log" 2>&1 &
replica=$!
sleep 2.5
at server redis-cli -h 10.20.0.3 -p 6386 SET greeting hello >/dev/null
sleep 1.2
kill "$replica"
# A cluster's bus.
at client redis-cli -h 10.20.0.2 -p 6391 CLUSTER MEET 10.20.0.3 6387 >/dev/null
sleep 2
