# shellcheck shell=bash
# Log lines to a server that never answers, as syslog is, in its two forms; and datagrams of no known kind that nobody
# answers either.
lan server old new other
serve server udp 514 --reply 0
serve server udp 5514 --reply 0
serve server udp 6000 --reply 0
observe node server eth0
settle old 10.20.0.2
for number in 1 2 3; do
  at old logger --server 10.20.0.2 --udp --rfc3164 "disk $number is nearly full"
  at new logger --server 10.20.0.2 --udp --port 5514 --rfc5424 "disk $number is nearly full"
done
talk other ask udp 10.20.0.2 6000 --deaf --times 3
