# shellcheck shell=bash disable=SC2154
# needs: mariadbd=mariadb-server mariadb-install-db=mariadb-server mariadb=mariadb-client
# MariaDB: with and without a password, over TLS, refused, compressed, by plugins, one of which sends the password as it is.
pair
certificates server
mkdir "$work/data" "$work/pam.d"
echo "auth sufficient pam_permit.so
account sufficient pam_permit.so" >"$work/pam.d/scenario"
mount --bind "$work/pam.d" /etc/pam.d
mariadb-install-db --user=root --datadir="$work/data" --auth-root-authentication-method=normal --skip-test-db \
  >"$work/install.log" 2>&1 || fail "no database"
cat >"$work/users.sql" <<'PLAY'
CREATE USER open@'%';
CREATE USER keeper@'%' IDENTIFIED BY 'not-a-real-secret';
CREATE USER elliptic@'%' IDENTIFIED VIA ed25519 USING PASSWORD('not-a-real-secret');
CREATE USER pam@'%' IDENTIFIED VIA pam USING 'scenario';
CREATE DATABASE shop;
GRANT ALL ON shop.* TO open@'%', keeper@'%', elliptic@'%', pam@'%';
PLAY
mariadb_server() { # PORT ARGUMENT...
  daemon server tcp "$1" mariadbd --no-defaults --user=root --bind-address=10.20.0.3 --port="$1" --socket="$work/socket-$1" \
    --pid-file="$work/pid-$1" --skip-name-resolve --innodb-fast-shutdown=2 --plugin-maturity=unknown "${@:2}"
}
mariadb_server 3306 --datadir="$work/data" --init-file="$work/users.sql" --plugin-load-add=auth_ed25519 \
  --plugin-load-add=auth_pam_v1 --pam-use-cleartext-plugin=ON --ssl-cert="$work/server.pem" --ssl-key="$work/server.key" \
  --ssl-ca="$work/ca.pem" --extra-port=3400 --extra-max-connections=1 --max-connections=10
# Each use has a port of its own, all of which lead to the one server.
at server nft -f - <<'PLAY'
table ip ports {
  chain into { type nat hook prerouting priority dstnat; tcp dport 3307-3316 redirect to :3306; }
}
PLAY
observe node client eth0
settle client 10.20.0.3
sql() {
  local port=$1 user=$2
  shift 2
  at client timeout 10 mariadb --no-defaults -h 10.20.0.3 -P "$port" -u "$user" -e 'SELECT 1; SHOW TABLES' "$@" shop \
    >>"$work/sql.log" 2>&1
}
sql 3306 keeper -pnot-a-real-secret --skip-ssl
sql 3307 open --skip-ssl
sql 3308 keeper -pnot-a-real-secret --ssl --ssl-ca="$work/ca.pem"
! sql 3309 keeper -pwrong-secret --skip-ssl
sql 3310 keeper -pnot-a-real-secret --skip-ssl --compress
sql 3311 elliptic -pnot-a-real-secret --skip-ssl --default-auth=client_ed25519
sql 3312 pam -pnot-a-real-secret --skip-ssl --default-auth=mysql_clear_password --enable-cleartext-plugin ||
  sql 3312 pam -pnot-a-real-secret --skip-ssl
# Somebody holds all connections there may be, without a word; then one is refused instead of greeted.
at client python3 - <<'PLAY' &
import socket, time
held = [socket.create_connection(("10.20.0.3", 3313)) for _ in range(11)]
for one in held:
    one.recv(4096)
time.sleep(1.5)
PLAY
sleep 0.8
! sql 3314 keeper -pnot-a-real-secret --skip-ssl
wait $!
