# shellcheck shell=bash disable=SC2154
# Recorded with 96 bytes a packet: a TLS hello, a request and its answer whose ends nobody has.
pair
certificates server
echo "a page" >"$work/page"
daemon server tcp 8443 openssl s_server -accept 10.20.0.3:8443 -quiet -WWW -cert "$work/server.pem" -key "$work/server.key"
daemon server tcp 8080 busybox httpd -f -p 8080 -h "$work"
observe node client eth0 --snap-length=96
settle client 10.20.0.3
for _ in 1 2 3; do
  at client curl -sk -o /dev/null --max-time 5 https://10.20.0.3:8443/page || true
  at client curl -s -o /dev/null --max-time 5 -A "$(printf 'scenario%.0s' {1..20})" http://10.20.0.3:8080/page
done
