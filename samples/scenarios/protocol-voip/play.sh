# shellcheck shell=bash disable=SC2154
# needs: sipp=sip-tester turnserver=coturn turnutils_uclient=coturn
# Telephony: calls over UDP and TCP, one with its media; relayed media by TURN.
pair
cd "$work" || exit 1
sipp_call() { # PORT u1|t1 ARGUMENTS...
  daemon server "$3" "$1" sipp -sn uas -i 10.20.0.3 -p "$1" -t "$2" -nostdin -trace_err
  at client timeout 10 sipp -sn uac -i 10.20.0.2 -p 5070 -t "$2" -m 1 -d 500 -nostdin "10.20.0.3:$1" >/dev/null 2>&1 || true
}
observe node client eth0
settle client 10.20.0.3
sipp_call 5060 u1 udp
sipp_call 5061 t1 tcp
# TURN: an allocation, and data through it.
daemon server udp 3478 turnserver -n -L 10.20.0.3 -p 3478 --no-tls --no-dtls --no-cli -a -u shop:not-a-real-secret -r shop \
  --min-port 50000 --max-port 50010 --allow-loopback-peers --db "$work/turn.db" --pidfile "$work/turn.pid" --log-file stdout
at client timeout 8 turnutils_uclient -u shop -w not-a-real-secret -r 10.20.0.3 -e 10.20.0.2 -n 3 -m 1 -l 100 10.20.0.3 >/dev/null 2>&1 || true
