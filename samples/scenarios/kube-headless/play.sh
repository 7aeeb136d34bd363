# shellcheck shell=bash disable=SC2154
# A headless Service has no address of its own.
cluster 2
pod 1 shop/db-0 10.244.1.9 --of StatefulSet/db --port sql:5432
pod 2 shop/db-1 10.244.2.9 --of StatefulSet/db --port sql:5432
pod 1 shop/api-1 10.244.1.5 --of Deployment/api
kube service shop/db --port sql:5432:sql --selector app=db
serve shop.db-0 tcp 5432
serve shop.db-1 tcp 5432
observe node-1 node-1 p1 p3
told node-1
talk shop.api-1 ask tcp 10.244.1.9 5432
talk shop.api-1 ask tcp 10.244.2.9 5432
talk shop.db-1 ask tcp 10.244.1.9 5432
