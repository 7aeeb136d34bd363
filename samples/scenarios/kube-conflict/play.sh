# shellcheck shell=bash disable=SC2154
# An inventory that contradicts itself: somebody wrote a second pod with the first one's address into it.
cluster 1
pod 1 shop/db-0 10.244.1.9 --of StatefulSet/db
pod 1 shop/web-1 10.244.1.7 --of Deployment/web
pod 1 shop/api-1 10.244.1.8 --of Deployment/api
kube pod shop/report-1 --ip 10.244.1.7 --node node-1 --of Deployment/report
serve shop.db-0 tcp 5432
observe node-1 node-1 p1
told node-1
talk shop.web-1 ask tcp 10.244.1.9 5432
talk shop.api-1 ask tcp 10.244.1.9 5432
