# shellcheck shell=bash
# An intruder tries one port at sixteen addresses, two of which listen; one of them greets. A customer uses that one.
lan server client intruder
for number in {100..115}; do
  address server eth0 "10.20.0.$number/24"
done
at server nft -f - <<'RULES'
table inet filter {
  chain input {
    type filter hook input priority 0
    ip daddr 10.20.0.102-10.20.0.115 tcp dport 8025 reject with tcp reset
  }
}
RULES
serve server tcp 8025 --greet 30
observe node server eth0
talk client ask tcp 10.20.0.100 8025
for number in {100..115}; do
  talk intruder knock "10.20.0.$number" 8025
done
