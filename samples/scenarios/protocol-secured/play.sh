# shellcheck shell=bash disable=SC2154
# needs: rsyslogd=rsyslog slapd=slapd ldapsearch=ldap-utils danted=dante-server curl=curl
# What earlier scenarios left out: syslog over TLS, LDAP by SASL, SOCKS 4.
pair
certificates server
cat >"$work/rsyslog.conf" <<CONF
global(defaultNetstreamDriverCAFile="$work/ca.pem" defaultNetstreamDriverCertFile="$work/server.pem" defaultNetstreamDriverKeyFile="$work/server.key")
module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="anon")
input(type="imtcp" address="10.20.0.3" port="6514")
*.* action(type="omfile" file="$work/log")
CONF
cat >"$work/sender.conf" <<CONF
global(defaultNetstreamDriverCAFile="$work/ca.pem" workDirectory="$work")
module(load="imuxsock" sysSock.use="off")
input(type="imuxsock" socket="$work/devlog")
*.* action(type="omfwd" target="10.20.0.3" port="6514" protocol="tcp" streamDriver="gtls" streamDriverMode="1" streamDriverAuthMode="anon")
CONF
daemon server tcp 6514 rsyslogd -n -f "$work/rsyslog.conf" -i "$work/rsyslog.pid"
mkdir -p "$work/db" "$work/sasl"
cat >"$work/slapd.conf" <<CONF
include /etc/ldap/schema/core.schema
pidfile $work/slapd.pid
modulepath /usr/lib/ldap
moduleload back_mdb
sasl-host server
sasl-realm shop
authz-regexp uid=([^,]*),.* cn=shop,dc=shop
sasl-secprops none
password-hash {CLEARTEXT}
database mdb
suffix dc=shop
rootdn cn=root,dc=shop
rootpw not-a-real-secret
directory $work/db
CONF
daemon server tcp 389 slapd -d stats -f "$work/slapd.conf" -h "ldap://10.20.0.3:389 ldap://10.20.0.3:390 ldap://10.20.0.3:391"
at server ldapadd -x -H ldap://10.20.0.3:391 -D cn=root,dc=shop -w not-a-real-secret >/dev/null <<'ENTRIES'
dn: dc=shop
objectClass: dcObject
objectClass: organization
dc: shop
o: Shop

dn: cn=shop,dc=shop
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: shop
userPassword: not-a-real-secret
ENTRIES
cat >"$work/danted.conf" <<CONF
logoutput: stderr
internal: 10.20.0.3 port = 1080
external: eth0
clientmethod: none
socksmethod: none
user.privileged: root
user.unprivileged: nobody
client pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }
socks pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }
CONF
daemon server tcp 1080 danted -f "$work/danted.conf" -p "$work/danted.pid"
mkdir "$work/www"
echo hello >"$work/www/index.html"
daemon server tcp 8080 busybox httpd -f -p 10.20.0.3:8080 -h "$work/www"
observe node client eth0
settle client 10.20.0.3
ip netns exec client rsyslogd -n -f "$work/sender.conf" -i "$work/sender.pid" </dev/null >"$work/sender.log" 2>&1 &
wait_for "the sender" test -S "$work/devlog"
at client logger -u "$work/devlog" -t shop 'order placed'
look() { at client ldapsearch -LLL -b dc=shop -H "ldap://10.20.0.3:$1" -U shop -w not-a-real-secret -Y "${@:2}" >/dev/null 2>"$work/look.log" || tail -3 "$work/look.log" >&2; }
look 389 PLAIN -O none
look 390 DIGEST-MD5 -O maxssf=0
look 391 SCRAM-SHA-256
at client curl -s --socks4 10.20.0.3:1080 http://10.20.0.3:8080/ >/dev/null || true
at client curl -s --socks4a 10.20.0.3:1080 http://10.20.0.3:8080/ >/dev/null || true
sleep 1
