# shellcheck shell=bash disable=SC2154
# needs: dnsmasq=dnsmasq-base
# Search domains: three of a cluster are tried in vain before the name itself; a company's finds the short name.
engine
bridge front 172.18.0
container web shop/web - front 172.18.0.2
far 198.51.100.7 198.51.100.8
serve world tcp 8443
resolver --host-record=api.example.com,198.51.100.7 --host-record=payments.corp.example,198.51.100.8 \
  --local=/cluster.local/ --local=/example/ --local=/com/
asked "search shop.svc.cluster.local svc.cluster.local cluster.local corp.example" "options ndots:5"
watched front
call web api.example.com 8443
call web payments 8443
