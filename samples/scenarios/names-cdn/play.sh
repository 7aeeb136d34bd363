# shellcheck shell=bash disable=SC2154
# needs: dnsmasq=dnsmasq-base
# One name whose forty addresses change with every look-up, eight at a time.
engine
bridge front 172.18.0
container web shop/web - front 172.18.0.2
addresses=(198.51.100.{1..40})
far "${addresses[@]}"
serve world tcp 8443
: >"$work/hosts"
resolver --addn-hosts="$work/hosts"
watched front
for ((turn = 0; turn < 40; turn += 8)); do
  printf '%s cdn.example.com\n' "${addresses[@]:turn:8}" >"$work/hosts"
  kill -HUP "$answering"
  sleep 0.2
  call web cdn.example.com 8443 --each
done
