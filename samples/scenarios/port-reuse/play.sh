# shellcheck shell=bash
# One client port to one server port, again and again: answered, refused while the server is away, answered again. Then
# what was the server's port is a client's, towards what was the client's.
pair
at server sysctl -qw net.ipv4.tcp_tw_reuse=1
serve server tcp 8080 --end close
first=$!
observe node client eth0
talk client ask tcp 10.20.0.3 8080 --from 40000 --times 2 --end after --pause 0.2
kill "$first"
sleep 0.2
talk client ask tcp 10.20.0.3 8080 --from 40000 || true
serve server tcp 8080 --end close
second=$!
talk client ask tcp 10.20.0.3 8080 --from 40000 --end after
kill "$second"
sleep 1.5
serve client tcp 40000 --end close
talk server ask tcp 10.20.0.2 40000 --from 8080 --end after
