# shellcheck shell=bash disable=SC2154
# A Deployment's pods are replaced by those of its next revision while it is used.
cluster 1
pod 1 shop/load-1 10.244.1.5 --of Deployment/load
pod 1 shop/web-1 10.244.1.11 --of Deployment/web --port http:8080
kube service shop/web --cluster-ip 10.96.0.20 --port http:80:http --selector app=web
translate "ip daddr 10.96.0.20 tcp dport 80" 10.244.1.11.8080
serve shop.web-1 tcp 8080
observe node-1 node-1 p1 p2
told node-1
talk shop.load-1 ask tcp 10.96.0.20 80 --times 2
pod 1 shop/web-2 10.244.1.12 --of Deployment/web --port http:8080 --revision 2
serve shop.web-2 tcp 8080
at node-1 nft flush chain ip services translate
translate "ip daddr 10.96.0.20 tcp dport 80" 10.244.1.12.8080
told node-1
talk shop.load-1 ask tcp 10.96.0.20 80 --times 2
gone shop/web-1
told node-1
talk shop.load-1 ask tcp 10.96.0.20 80
