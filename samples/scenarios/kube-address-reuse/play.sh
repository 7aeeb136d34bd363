# shellcheck shell=bash disable=SC2154
# A pod's address is given to another workload's pod within a minute.
cluster 1
pod 1 shop/db 10.244.1.9 --of StatefulSet/db
pod 1 shop/web-1 10.244.1.7 --of Deployment/web
serve shop.db tcp 5432
observe node-1 node-1 p1
told node-1
talk shop.web-1 ask tcp 10.244.1.9 5432 --times 2
gone shop/web-1
told node-1
sleep 12
pod 1 shop/report-1 10.244.1.7 --of Deployment/report
told node-1
serve shop.db tcp 5433
talk shop.report-1 ask tcp 10.244.1.9 5433 --times 2
