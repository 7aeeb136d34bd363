# shellcheck shell=bash disable=SC2154
# needs: mariadbd=mariadb-server mariadb=mariadb-client rsync=rsync
# Galera: two MariaDB servers that replicate to each other. The second has been there before, so that only what it missed is sent.
pair
library=/usr/lib/galera/libgalera_smm.so
[ -e "$library" ] || fail "missing galera-4" 4
mkdir "$work/server" "$work/client"
mariadb-install-db --user=mysql --datadir="$work/server/data" --auth-root-authentication-method=normal >/dev/null 2>&1
cp -a "$work/server/data" "$work/client/data"
chown mysql: "$work/server" "$work/client"
start() {
  local where=$1 address=$2 members=$3
  daemon "$where" tcp 3306 mariadbd --no-defaults --user=mysql --datadir="$work/$where/data" --socket="$work/$where/socket" \
    --bind-address="$address" --pid-file="$work/$where/pid" --log-error="$work/$where/errors.log" --innodb-buffer-pool-size=16M \
    --innodb-log-file-size=4M --binlog-format=ROW --innodb-autoinc-lock-mode=2 --wsrep-on=ON --wsrep-provider="$library" \
    --wsrep-cluster-name=shop --wsrep-node-address="$address" --wsrep-node-name="$where" --wsrep-sst-method=rsync \
    --wsrep-provider-options="gcache.size=1M" --wsrep-cluster-address="gcomm://$members"
}
sql() { at "$1" mariadb --no-defaults -uroot --socket="$work/$1/socket" -e "$2"; }
start server 10.20.0.3 ''
join() {
  start client 10.20.0.2 10.20.0.3
  wait_for "the second member" grep -q 'Synchronized with group' "$work/client/errors.log"
}
leave() {
  kill "$(cat "$work/client/pid")"
  while [ -e "$work/client/pid" ]; do sleep 0.1; done
  rm "$work/client/errors.log"
}
join
sql server "CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, what VARCHAR(20))"
leave
sql server "INSERT INTO shop.orders (what) VALUES ('lamp')"
observe node client eth0
settle client 10.20.0.3
join
sql client "INSERT INTO shop.orders (what) VALUES ('chair'); SELECT * FROM shop.orders" >/dev/null
sleep 2
