# shellcheck shell=bash disable=SC2154
# A node port, translated at one node to a pod of another, with the source hidden as externalTrafficPolicy: Cluster does.
cluster 2
pod 2 shop/web-1 10.244.2.11 --of Deployment/web --port http:8080
kube service shop/web --type NodePort --cluster-ip 10.96.0.20 --port http:80:http:30080 --selector app=web
hide=1 translate "ip daddr 172.30.0.1 tcp dport 30080" 10.244.2.11.8080
internet client 203.0.113.9
serve shop.web-1 tcp 8080
[ -n "${hidden:-}" ] || observe node-1 node-1 eth0
observe node-2 node-2 p1
[ -n "${hidden:-}" ] || told node-1
told node-2
talk client ask tcp 172.30.0.1 30080 --times 2
