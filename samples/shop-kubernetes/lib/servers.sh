# What runs in each pod, and in the world outside.

server_certificates() {
  local name
  mkdir "$RUN/app/tls"
  for name in gateway:shop.example.com payments:payments.example.com postgres:postgres; do
    chroot "$RUN/roots/tools" openssl req -x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:P-256 \
      -subj "/CN=${name#*:}" -addext "subjectAltName=DNS:${name#*:}" \
      -keyout "/app/tls/${name%:*}.key" -out "/app/tls/${name%:*}.crt" 2>/dev/null
  done
}

start_outside() {
  pod_root world
  echo 'nameserver 203.0.113.53' >"$RUN/roots/world/etc/resolv.conf"
  outside_start resolver dnsmasq --keep-in-foreground --user=root --conf-file=/dev/null --no-resolv --no-hosts \
    --listen-address=203.0.113.53 --bind-interfaces --local-ttl=5 --local=/example.com/ \
    --host-record=payments.example.com,203.0.113.20 --host-record=shop.example.com,203.0.113.10
  outside_start payments python3 /app/payments.py 203.0.113.20
}

start_customers() {
  outside_start customers python3 /app/customers.py 203.0.113.101 203.0.113.102 203.0.113.103
}

# The cluster's resolver; dnsmasq in CoreDNS's place, with CoreDNS's answers.
start_coredns() {
  cluster records >"$RUN/roots/$1/etc/dnsmasq.conf"
  pod_start "$1" root coredns dnsmasq --keep-in-foreground --user=root --no-resolv --no-hosts --local-ttl=5 \
    --local=/cluster.local/ --server=203.0.113.53
}

start_postgres() {
  local root=$RUN/roots/$1 bin
  bin=$(cd "$root" && echo usr/lib/postgresql/*/bin)
  install -d -o 999 -g 999 "$root/var/lib/postgresql" "$root/run/postgresql"
  install -m 600 -o 999 -g 999 "$RUN/app/tls/postgres.key" "$root/var/lib/server.key"
  (pod_run "$1" 999:999 postgres "/$bin/initdb" -D /var/lib/postgresql/data -U postgres --auth-local=trust \
    --auth-host=scram-sha-256 --no-sync --locale=C.UTF-8) >"$RUN/logs/initdb" 2>&1
  echo 'hostssl shop shop 0.0.0.0/0 scram-sha-256' >>"$root/var/lib/postgresql/data/pg_hba.conf"
  pod_start "$1" 999:999 postgres "/$bin/postgres" -D /var/lib/postgresql/data -k /run/postgresql \
    -c listen_addresses='*' -c ssl=on -c ssl_cert_file=/app/tls/postgres.crt \
    -c ssl_key_file=/var/lib/server.key -c shared_buffers=16MB -c fsync=off
  wait_for 60 "PostgreSQL" net_open "$2" 5432
  (pod_run "$1" 999:999 postgres sh -c "/$bin/psql -q -h /run/postgresql -U postgres -d postgres <<END
CREATE ROLE \$POSTGRES_USER LOGIN PASSWORD '\$POSTGRES_PASSWORD';
CREATE DATABASE \$POSTGRES_DB OWNER \$POSTGRES_USER;
\\\\connect \$POSTGRES_DB \$POSTGRES_USER
CREATE TABLE orders (id bigserial PRIMARY KEY, taken timestamptz DEFAULT now());
END") >>"$RUN/logs/initdb" 2>&1
}

start_redis() {
  local words
  mapfile -t words < <(cluster arguments redis)
  pod_start "$1" 1000:1000 redis "${words[@]}" --port 6379 --save '' --protected-mode no
  wait_for 30 "Redis" net_open "$2" 6379
}

start_rabbitmq() {
  local root=$RUN/roots/$1
  mkdir -p "$root"/var/{lib,log}/rabbitmq "$root/etc/rabbitmq"
  chown 1000:1000 "$root"/var/{lib,log}/rabbitmq
  pod_start "$1" 1000:1000 rabbitmq sh -c 'umask 077
    printf "listeners.tcp.1 = 0.0.0.0:5672\ndefault_user = %s\ndefault_pass = %s\n" \
      "$RABBITMQ_DEFAULT_USER" "$RABBITMQ_DEFAULT_PASS" >/var/lib/rabbitmq/rabbitmq.conf
    unset RABBITMQ_DEFAULT_USER RABBITMQ_DEFAULT_PASS
    export HOME=/var/lib/rabbitmq RABBITMQ_CONFIG_FILE=/var/lib/rabbitmq/rabbitmq \
      RABBITMQ_NODENAME=rabbit@localhost ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_LOGS=- \
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="+S 1 +sbwt none"
    exec /usr/lib/rabbitmq/bin/rabbitmq-server'
  wait_for 120 "RabbitMQ" net_open "$2" 5672
}

start_backend() {
  pod_start "$1" 1000:1000 backend python3 /app/backend.py
  wait_for 60 "the backend" net_open "$2" 8080
}

start_gateway() {
  pod_start "$1" root gateway nginx -c /app/nginx.conf
  wait_for 30 "the gateway" net_open "$2" 8443
}

start_monitor() {
  local words
  mapfile -t words < <(cluster arguments monitor)
  pod_start "$1" 1000:1000 monitor python3 /app/monitor.py "${words[@]}"
}

start_reporting() {
  pod_start "$1" 1000:1000 reporting sleep infinity
}

# run_batch POD: one run of the batch job, to its end.
run_batch() {
  moment "$1.started"
  (pod_run "$1" 1000:1000 batch timeout 15 python3 /app/batch.py) >"$RUN/logs/$1" 2>&1 ||
    fail "the batch run in $1 failed: $(tail -1 "$RUN/logs/$1")"
  moment "$1.finished"
}
