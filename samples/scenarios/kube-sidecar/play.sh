# shellcheck shell=bash disable=SC2154
# needs: iptables=iptables
# Two pods with a redirecting proxy each, mutual TLS between them at one port and none at another, and a pod without.
cluster 1
pod 1 shop/web-1 10.244.1.11 --of Deployment/web --port http:8080 --port plain:9090
pod 1 shop/api-1 10.244.1.12 --of Deployment/api
pod 1 shop/legacy-1 10.244.1.13 --of Deployment/legacy

# sidecar POD: redirects as a mesh's init container does; what the proxy itself sends (user 1337) passes.
sidecar() {
  certificates "$1"
  at "$1" iptables -t nat -A PREROUTING -i eth0 -p tcp -j REDIRECT --to-ports 15006
  at "$1" iptables -t nat -A OUTPUT -m owner --uid-owner 1337 -j RETURN
  at "$1" iptables -t nat -A OUTPUT -p tcp ! -d 127.0.0.1 -j REDIRECT --to-ports 15001
  daemon "$1" tcp 15006 setpriv --reuid 1337 --clear-groups \
    /usr/bin/python3 "$work/sidecar.py" "$1" --folder "$work" --mutual 8080
}
mkdir "$work/site"
cp "$scenarios/kube-sidecar/sidecar.py" "$work/"
sidecar shop.web-1
sidecar shop.api-1
daemon shop.web-1 tcp 8080 /usr/bin/python3 -m http.server 8080 --directory "$work/site"
serve shop.web-1 tcp 9090
observe node-1 node-1 p1 p2
observe web-1 shop.web-1 lo
observe api-1 shop.api-1 lo
told node-1
told web-1
told api-1
talk shop.api-1 fetch 10.244.1.11 8080 --times 2
talk shop.api-1 fetch 10.244.1.11 8080
talk shop.api-1 ask tcp 10.244.1.11 9090
talk shop.legacy-1 ask tcp 10.244.1.11 9090
