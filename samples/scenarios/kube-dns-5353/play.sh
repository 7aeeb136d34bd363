# shellcheck shell=bash disable=SC2154
# needs: dnsmasq=dnsmasq-base
# DNS at another port behind its Service.
cluster 1
pod 1 openshift-dns/dns-1 10.244.1.3 --of DaemonSet/dns-default --port dns:5353/udp --port dns-tcp:5353
pod 1 shop/web-1 10.244.1.11 --of Deployment/web
kube service openshift-dns/dns-default --cluster-ip 10.96.0.10 --port dns:53:dns/udp --port dns-tcp:53:dns-tcp \
  --selector app=dns-default
translate "ip daddr 10.96.0.10 udp dport 53" 10.244.1.3.5353
translate "ip daddr 10.96.0.10 tcp dport 53" 10.244.1.3.5353
daemon openshift-dns.dns-1 udp 5353 dnsmasq -k --user=root --conf-file=/dev/null --no-resolv --no-hosts --pid-file \
  --port=5353 --address=/example.com/203.0.113.80
observe node-1 node-1 p1 p2
told node-1
for name in a.example.com b.example.com; do
  at shop.web-1 busybox nslookup "$name" 10.96.0.10 >/dev/null || say "no answer to $name"
done
