# shellcheck shell=bash disable=SC2154
# db-0 and api-0 in shop and in test.
cluster 1
for space in shop test; do
  digit=1
  [ "$space" = shop ] || digit=2
  pod 1 "$space/db-0" "10.244.1.${digit}0" --of StatefulSet/db
  pod 1 "$space/api-0" "10.244.1.${digit}1" --of StatefulSet/api
  serve "$space.db-0" tcp 5432
done
serve test.db-0 tcp 5433
observe node-1 node-1 p1 p3
told node-1
talk shop.api-0 ask tcp 10.244.1.10 5432
talk test.api-0 ask tcp 10.244.1.20 5432
talk shop.api-0 ask tcp 10.244.1.20 5433
