# shellcheck shell=bash disable=SC2154
# One snapshot, after the capture.
cluster 1
pod 1 shop/db-0 10.244.1.9 --of StatefulSet/db
pod 1 shop/api-1 10.244.1.5 --of Deployment/api
pod 1 shop/backup-1-x 10.244.1.6 --of CronJob/backup --job backup-1
serve shop.db-0 tcp 5432
observe node-1 node-1 p1
talk shop.api-1 ask tcp 10.244.1.9 5432
talk shop.backup-1-x ask tcp 10.244.1.9 5432
ip netns del shop.backup-1-x
kube finish shop/backup-1-x
sleep 8
pod 1 shop/report-1 10.244.1.6 --of Deployment/report
talk shop.report-1 ask tcp 10.244.1.9 5432
stop_observing
told node-1
