# shellcheck shell=bash disable=SC2154
# needs: memcached=memcached memccat=libmemcached-tools memccp=libmemcached-tools
# Memcached: text, meta, binary, with passwords in both, over UDP, over TLS.
pair
certificates server
echo "shop:not-a-real-secret" >"$work/users"
chmod 644 "$work/users"
cache() { # PORT ARGUMENT...
  daemon server tcp "$1" memcached -u nobody -l 10.20.0.3 -m 16 -t 1 -U 0 -p "$@"
}
cache 11211
cache 11212
cache 11213
cache 11214 -Y "$work/users"
daemon server udp 11216 memcached -u nobody -l 10.20.0.3 -m 16 -t 1 -p 11216 -U 11216
mkdir "$work/sasl2"
echo "mech_list: plain" >"$work/sasl2/memcached.conf"
chmod 755 "$work" "$work/sasl2"
SASL_CONF_PATH=$work/sasl2 cache 11215 -S
daemon server tcp 11217 memcached -u nobody -l 10.20.0.3 -m 16 -t 1 -U 0 -p 11217 -Z -o "ssl_chain_cert=$work/server.pem" \
  -o "ssl_key=$work/server.key"
observe node client eth0
settle client 10.20.0.3
say_lines() { # PORT LINE...
  at client /usr/bin/python3 - "$@" <<'PLAY'
import socket, sys
with socket.create_connection(("10.20.0.3", int(sys.argv[1]))) as s:
    for line in sys.argv[2:]:
        s.sendall(line.encode().decode("unicode_escape").encode() + b"\r\n")
        s.recv(4096)
PLAY
}
echo hello >"$work/greeting"
at client memccp --servers=10.20.0.3:11211 "$work/greeting"
at client memccat --servers=10.20.0.3:11211 greeting >/dev/null
say_lines 11212 'ms greeting 5\r\nhello' 'mg greeting v t' 'md greeting' mn
at client memccp --binary --servers=10.20.0.3:11213 "$work/greeting"
at client memccat --binary --servers=10.20.0.3:11213 greeting >/dev/null
say_lines 11214 'get greeting' 'set login 0 0 22\r\nshop not-a-real-secret' 'get greeting'
at client memccp --binary --servers=10.20.0.3:11215 --username=shop@server --password=not-a-real-secret "$work/greeting" || true
printf 'get greeting\r\nquit\r\n' | at client timeout 5 openssl s_client -quiet -connect 10.20.0.3:11217 -CAfile "$work/ca.pem" \
  >/dev/null 2>&1 || true
at client /usr/bin/python3 - <<'PLAY'
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(2)
for number, line in enumerate((b"set greeting 0 0 5\r\nhello\r\n", b"get greeting\r\n"), 1):
    s.sendto(number.to_bytes(2, "big") + bytes(2) + b"\0\1" + bytes(2) + line, ("10.20.0.3", 11216))
    s.recv(4096)
PLAY
