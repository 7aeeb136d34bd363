# shellcheck shell=bash disable=SC2154
# Probes, and a client that looks like them. The probes are curl's, which names itself as the kubelet does.
cluster 2
pod 1 shop/web-1 10.244.1.11 --of Deployment/web --port http:8080 --probe 8080
pod 1 shop/api-1 10.244.1.12 --of Deployment/api --port http:8081 --probe 8081
kube service shop/web --type NodePort --cluster-ip 10.96.0.20 --port http:80:http:30080 --selector app=web
hide=1 translate "ip daddr 172.30.0.1 tcp dport 30080" 10.244.1.11.8080
internet client 203.0.113.9
mkdir "$work/www"
echo fine >"$work/www/healthz"
daemon shop.web-1 tcp 8080 busybox httpd -f -p 8080 -h "$work/www"
daemon shop.api-1 tcp 8081 busybox httpd -f -p 8081 -h "$work/www"
observe node-1 node-1 p1 p2
told node-1
at node-1 curl -sf -A kube-probe/1.31 http://10.244.1.11:8080/healthz >/dev/null
at node-1 curl -sf -A kube-probe/1.31 http://10.244.1.12:8081/healthz >/dev/null
at client curl -sf http://172.30.0.1:30080/healthz >/dev/null
at node-2 curl -sf http://10.244.1.12:8081/healthz >/dev/null
