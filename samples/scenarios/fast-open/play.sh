# shellcheck shell=bash
# TCP Fast Open: from the second connection on the request is in the SYN.
pair
at client sysctl -qw net.ipv4.tcp_fastopen=1
at server sysctl -qw net.ipv4.tcp_fastopen=2
serve server tcp 8080 --fast-open
observe node client eth0
talk client ask tcp 10.20.0.3 8080 --fast-open --send 25 --times 3
