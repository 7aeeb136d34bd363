# shellcheck shell=bash disable=SC2154
# needs: sipp=sip-tester turnserver=coturn turnutils_uclient=coturn turnutils_peer=coturn
# Telephony: calls over UDP and TCP, one with its media; relayed media by TURN.
pair
cd "$work" || exit 1
sipp_call() { # PORT u1|t1 ARGUMENTS...
  daemon server "$3" "$1" sipp -sn uas -i 10.20.0.3 -p "$1" -t "$2" -nostdin
  at client timeout 10 sipp -sn uac -i 10.20.0.2 -p 5070 -t "$2" -m 1 -d 500 -nostdin "10.20.0.3:$1" >/dev/null 2>&1 || true
}
observe node client eth0
settle client 10.20.0.3
sipp_call 5060 u1 udp
sipp_call 5061 t1 tcp
# A call with its media, which the server sends back.
daemon server udp 5062 sipp -sn uas -i 10.20.0.3 -p 5062 -t u1 -mi 10.20.0.3 -mp 7000 -rtp_echo -nostdin
ln -s /usr/share/sip-tester pcap
at client timeout 12 sipp -sn uac_pcap -i 10.20.0.2 -p 5072 -mp 6000 -m 1 -nostdin -aa 10.20.0.3:5062 >"$work/media.log" 2>&1 || tail -5 "$work/media.log" >&2
# TURN: an allocation, and data through it.
daemon server udp 3478 turnserver -n -L 10.20.0.3 -p 3478 --no-tls --no-dtls --no-cli -a -u shop:not-a-real-secret -r shop \
  --min-port 50000 --max-port 50010 --allow-loopback-peers --db "$work/turn.db" --pidfile "$work/turn.pid" --log-file stdout
daemon client udp 3480 turnutils_peer -p 3480 -L 10.20.0.2
at client timeout 8 turnutils_uclient -c -u shop -w not-a-real-secret -r 3480 -e 10.20.0.2 -n 3 -m 1 -l 100 10.20.0.3 >/dev/null 2>&1 || true
