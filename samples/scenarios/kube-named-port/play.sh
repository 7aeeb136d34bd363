# shellcheck shell=bash disable=SC2154
# A Service whose pods disagree about the number of the port that it names.
cluster 1
pod 1 shop/load-1 10.244.1.5 --of Deployment/load
pod 1 shop/web-1 10.244.1.11 --of Deployment/web --port http:8080 --label app=web --label tier=front
pod 1 shop/canary-1 10.244.1.12 --of Deployment/canary --port http:9090 --label app=canary --label tier=front
kube service shop/front --cluster-ip 10.96.0.20 --port http:80:http --selector tier=front
translate "ip daddr 10.96.0.20 tcp dport 80" 10.244.1.11.8080 10.244.1.12.9090
serve shop.web-1 tcp 8080
serve shop.canary-1 tcp 9090
observe node-1 node-1 p1 p2 p3
told node-1
talk shop.load-1 ask tcp 10.96.0.20 80 --times 4
