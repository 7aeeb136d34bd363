# shellcheck shell=bash disable=SC2154
# needs: redis-server=redis-server redis-cli=redis-tools
# Redis: without a password, with one, wrongly used, and over TLS.
pair
certificates server
common=(--bind 10.20.0.3 --save "" --appendonly no --dir "$work")
daemon server tcp 6379 redis-server "${common[@]}" --port 6379 --protected-mode no
daemon server tcp 6380 redis-server "${common[@]}" --port 6380 --requirepass not-a-real-secret
daemon server tcp 6381 redis-server "${common[@]}" --port 0 --tls-port 6381 --tls-auth-clients no --protected-mode no \
  --tls-cert-file "$work/server.pem" --tls-key-file "$work/server.key" --tls-ca-cert-file "$work/ca.pem"
observe node client eth0
settle client 10.20.0.3
cli() { at client redis-cli -h 10.20.0.3 "$@" >/dev/null 2>&1; }
cli -p 6379 SET greeting hello
cli -p 6379 GET greeting
cli -p 6379 -3 HGETALL nothing
cli -p 6380 -a not-a-real-secret SET greeting hello
cli -p 6380 -3 -a not-a-real-secret --user default GET greeting
cli -p 6381 --tls --cacert "$work/ca.pem" SET greeting hello
