# shellcheck shell=bash
# A scan of UDP ports: closed ones refuse by ICMP, an open one answers. Its customer does not scan.
lan server client intruder
serve server udp 5000
observe node server eth0
settle client 10.20.0.2
talk client ask udp 10.20.0.2 5000 --times 2
for port in {4990..5009}; do
  talk intruder ask udp 10.20.0.2 "$port" --timeout 0.2 2>/dev/null
done
