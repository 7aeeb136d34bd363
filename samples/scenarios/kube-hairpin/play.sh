# shellcheck shell=bash disable=SC2154
# A pod to itself through its Service.
cluster 1
pod 1 shop/web-1 10.244.1.11 --of Deployment/web --port http:8080
pod 1 shop/api-1 10.244.1.12 --of Deployment/api
kube service shop/web --cluster-ip 10.96.0.20 --port http:80:http --selector app=web
translate "ip daddr 10.96.0.20 tcp dport 80" 10.244.1.11.8080
at node-1 nft add rule ip services postrouting ip saddr 10.244.1.11 ip daddr 10.244.1.11 masquerade
serve shop.web-1 tcp 8080
observe node-1 node-1 p1 p2
told node-1
talk shop.web-1 ask tcp 10.96.0.20 80 --times 2
talk shop.api-1 ask tcp 10.96.0.20 80
