# shellcheck shell=bash disable=SC2154
# needs: dnsmasq=dnsmasq-base
# An answer too long for a datagram: it comes cut, and is asked for again over TCP.
engine
bridge front 172.18.0
container web shop/web - front 172.18.0.2
addresses=(198.51.100.{1..60})
far "${addresses[@]:0:2}" "${addresses[@]: -2}"
serve world tcp 8443
printf '%s pool.example.com\n' "${addresses[@]}" >"$work/hosts"
resolver --addn-hosts="$work/hosts" --edns-packet-max=512
watched front
at web python3 - <<'PYTHON'
import socket
socket.getaddrinfo("pool.example.com", 8443, socket.AF_INET, socket.SOCK_STREAM)
for last in 1, 2, 59, 60:
    with socket.create_connection((f"198.51.100.{last}", 8443), 5) as connection:
        connection.sendall(b"~~~\n")
        connection.recv(100)
PYTHON
