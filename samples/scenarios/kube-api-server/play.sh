# shellcheck shell=bash disable=SC2154
# The API server as server and as client. It is a plain socket on node-1's network.
cluster 2
pod 2 ops/operator-1 10.244.2.5 --of Deployment/operator
pod 2 ops/hook-1 10.244.2.6 --of Deployment/hook --port tls:8443
kube service default/kubernetes --cluster-ip 10.96.0.1 --port https:443:6443 --endpoint 172.30.0.1
kube service ops/hook --cluster-ip 10.96.0.30 --port tls:443:tls --selector app=hook
kube webhook hook.ops.svc ops/hook 443
translate "ip daddr 10.96.0.1 tcp dport 443" 172.30.0.1.6443
translate "ip daddr 10.96.0.30 tcp dport 443" 10.244.2.6.8443
serve node-1 tcp 6443
serve ops.hook-1 tcp 8443
serve ops.hook-1 tcp 9090
observe node-2 node-2 p1 p2
told node-2
talk ops.operator-1 ask tcp 10.96.0.1 443
talk ops.operator-1 ask tcp 172.30.0.1 6443
talk node-1 ask tcp 10.96.0.30 443
talk node-1 ask tcp 10.244.2.6 9090
talk node-2 ask tcp 10.244.2.6 8443
