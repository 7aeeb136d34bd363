# shellcheck shell=bash disable=SC2154
# IPv4 and IPv6 side by side.
cluster 1
pod 1 shop/web-1 10.244.1.11 --ip fd00:244:1::11 --of Deployment/web --port http:8080
pod 1 shop/api-1 10.244.1.12 --ip fd00:244:1::12 --of Deployment/api
kube service shop/web --cluster-ip 10.96.0.20 --cluster-ip fd00:96::20 --port http:80:http --selector app=web
second 1 shop.web-1 p1 fd00:244:1::11
second 1 shop.api-1 p2 fd00:244:1::12
translate "ip daddr 10.96.0.20 tcp dport 80" 10.244.1.11.8080
at node-1 nft -f - <<'RULES'
table ip6 services {
  chain prerouting {
    type nat hook prerouting priority dstnat
    ip6 daddr fd00:96::20 tcp dport 80 dnat to [fd00:244:1::11]:8080
  }
}
RULES
serve shop.web-1 tcp 8080 --v6
observe node-1 node-1 p1 p2
told node-1
talk shop.api-1 ask tcp 10.96.0.20 80
talk shop.api-1 ask tcp fd00:96::20 80
