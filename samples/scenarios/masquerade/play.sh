# shellcheck shell=bash
# The node hides its pod behind its own address; both of its sides are recorded.
host pod node server
router node
cable pod eth0 192.168.77.2/24 node to-pod 192.168.77.1/24
cable node uplink 10.24.0.1/24 server eth0 10.24.0.2/24
route pod default 192.168.77.1
at node nft -f - <<'RULES'
table ip nat {
  chain postrouting {
    type nat hook postrouting priority srcnat
    oifname "uplink" masquerade random
  }
}
RULES
serve server tcp 8080 --reply 300
observe node node to-pod uplink
talk pod ask tcp 10.24.0.2 8080 --send 100 --times 3
