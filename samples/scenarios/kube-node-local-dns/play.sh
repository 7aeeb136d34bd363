# shellcheck shell=bash disable=SC2154
# needs: dnsmasq=dnsmasq-base
# NodeLocal DNSCache: a resolver on the node's network at 169.254.20.10.
cluster 1
pod 1 kube-system/coredns-1 10.244.1.3 --of Deployment/coredns --port dns:53/udp
pod 1 shop/web-1 10.244.1.11 --of Deployment/web
on_host 1 kube-system/node-local-dns-1 --of DaemonSet/node-local-dns --port dns:53/udp
kube service kube-system/kube-dns --cluster-ip 10.96.0.10 --port dns:53:dns/udp --selector app=coredns
ip -n node-1 address add 169.254.20.10/32 dev lo
daemon kube-system.coredns-1 udp 53 dnsmasq -k --user=root --conf-file=/dev/null --no-resolv --no-hosts --pid-file \
  --address=/example.com/203.0.113.80
daemon node-1 udp 53 dnsmasq -k --user=root --conf-file=/dev/null --no-resolv --no-hosts --pid-file \
  --bind-interfaces --listen-address=169.254.20.10 --server=10.244.1.3
observe node-1 node-1 p1 p2
told node-1
for name in a.example.com b.example.com; do
  at shop.web-1 busybox nslookup "$name" 169.254.20.10 >/dev/null || say "no answer to $name"
done
