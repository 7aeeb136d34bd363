# shellcheck shell=bash disable=SC2154
# needs: psql=postgresql-client pg_ctlcluster=postgresql-common setpriv=util-linux
# PostgreSQL: trust, a password in clear, MD5, SCRAM; over TLS, asked for and refused; replication; cancelled; failed.
pair
certificates server
programs=$(find /usr/lib/postgresql -name initdb | sort | tail -1)
programs=${programs%/initdb}
chmod 711 /run/netns "$work"
install -d -o postgres "$work/data" "$work/sockets"
install -o postgres -m 600 "$work/server.key" "$work/postgres.key"
as_postgres() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
as_postgres "$programs/initdb" -D "$work/data" -A trust --no-sync -N >"$work/initdb.log" 2>&1 || fail "no database"
as_postgres tee "$work/data/pg_hba.conf" >/dev/null <<'PLAY'
local all all trust
host all open all trust
host all clear all password
host all hashed all md5
hostssl all secure all scram-sha-256
host all scram all scram-sha-256
host replication open all trust
PLAY
as_postgres tee -a "$work/data/postgresql.conf" >/dev/null <<PLAY
ssl = on
ssl_cert_file = '$work/server.pem'
ssl_key_file = '$work/postgres.key'
fsync = off
PLAY
daemon server tcp 5432 setpriv --reuid postgres --regid postgres --clear-groups "$programs/postgres" -D "$work/data" \
  -k "$work/sockets" -c listen_addresses=10.20.0.3
at server psql -q -h "$work/sockets" -U postgres -d postgres >/dev/null <<'PLAY'
CREATE ROLE open LOGIN REPLICATION;
CREATE ROLE clear LOGIN PASSWORD 'not-a-real-secret';
CREATE ROLE scram LOGIN PASSWORD 'not-a-real-secret';
CREATE ROLE secure LOGIN PASSWORD 'not-a-real-secret';
SET password_encryption = md5;
CREATE ROLE hashed LOGIN PASSWORD 'not-a-real-secret';
PLAY
# Each use has a port of its own, all of which lead to the one server.
at server nft -f - <<'PLAY'
table ip ports {
  chain into { type nat hook prerouting priority dstnat; tcp dport 5433-5442 redirect to :5432; }
}
PLAY
observe node client eth0
settle client 10.20.0.3
sql() { # PORT USER SSLMODE PARAMETERS STATEMENT
  PGPASSWORD=not-a-real-secret at client psql -q -X \
    "host=10.20.0.3 port=$1 user=$2 dbname=postgres sslmode=$3 gssencmode=disable $4" -c "$5" >/dev/null 2>&1
}
sql 5432 open disable '' 'SELECT 1'
sql 5433 clear disable '' 'SELECT 1'
sql 5434 hashed disable '' 'SELECT 1'
sql 5435 scram disable '' 'SELECT 1'
sql 5436 secure require '' 'SELECT 1'
! sql 5437 nobody disable '' 'SELECT 1'
sql 5438 open disable 'replication=true' 'IDENTIFY_SYSTEM'
# Asked for and refused: the server without TLS.
at server psql -q -h "$work/sockets" -U postgres -d postgres -c 'ALTER SYSTEM SET ssl = off' -c 'SELECT pg_reload_conf()' >/dev/null
sleep 0.5
sql 5439 scram prefer '' 'SELECT 1'
! sql 5440 scram require '' 'SELECT 1'
# A statement that is cancelled: a connection of its own, with a CancelRequest.
PGPASSWORD=not-a-real-secret at client timeout -s INT 1 psql -q -X \
  'host=10.20.0.3 port=5441 user=open dbname=postgres sslmode=disable gssencmode=disable' -c 'SELECT pg_sleep(5)' \
  >/dev/null 2>&1 || true
sleep 0.3
