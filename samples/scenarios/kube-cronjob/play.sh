# shellcheck shell=bash disable=SC2154
# Three runs of a CronJob; the pods stay known after they have ended.
cluster 1
pod 1 shop/db-0 10.244.1.9 --of StatefulSet/db
serve shop.db-0 tcp 5432
observe node-1 node-1 p1
for run in 1 2 3; do
  pod 1 "shop/backup-2900000$run-x" "10.244.1.2$run" --of CronJob/backup --job "backup-2900000$run"
  talk "shop.backup-2900000$run-x" ask tcp 10.244.1.9 5432
  kube finish "shop/backup-2900000$run-x"
  told node-1
done
