# shellcheck shell=bash disable=SC2154
# What a load balancer sends, with and without the client's address.
cluster 1
pod 1 shop/web-1 10.244.1.11 --of Deployment/web --port https:8443
pod 1 shop/api-1 10.244.1.12 --of Deployment/api --port https:9443
kube service shop/web --type LoadBalancer --local --cluster-ip 10.96.0.20 --balancer 198.51.100.10 \
  --port https:443:https:30443 --selector app=web
kube service shop/api --type LoadBalancer --cluster-ip 10.96.0.21 --balancer 198.51.100.11 \
  --port https:443:https:31443 --selector app=api
translate "ip daddr 198.51.100.10 tcp dport 443" 10.244.1.11.8443
hide=1 translate "ip daddr 198.51.100.11 tcp dport 443" 10.244.1.12.9443
internet client 203.0.113.9
serve shop.web-1 tcp 8443
serve shop.api-1 tcp 9443
observe node-1 node-1 p1 p2
told node-1
talk client ask tcp 198.51.100.10 443 --times 2
talk client ask tcp 198.51.100.11 443 --times 2
