# shellcheck shell=bash disable=SC2154
# needs: tgtd=tgt tgtadm=tgt iscsi-ls=libiscsi-bin iscsi-inq=libiscsi-bin iscsi-readcapacity16=libiscsi-bin
# iSCSI: disks found, asked and read, by anybody and by who proves a secret (CHAP).
pair
daemon server tcp 3260 tgtd -f --iscsi portal=10.20.0.3:3260 --control-port 7
admin() { at server tgtadm --control-port 7 --lld iscsi "$@"; }
truncate -s 1M "$work/disk"
for target in 1 2; do
  admin --op new --mode target --tid "$target" --targetname "iqn.2026-01.shop:disk$target"
  admin --op new --mode logicalunit --tid "$target" --lun 1 --backing-store "$work/disk"
  admin --op bind --mode target --tid "$target" --initiator-address ALL
done
admin --op new --mode account --user shop --password not-a-real-secret
admin --op bind --mode account --tid 2 --user shop
# Each use has a port of its own, all of which lead to the one server.
at server nft -f - <<'PLAY'
table ip ports {
  chain into { type nat hook prerouting priority dstnat; tcp dport 3261-3262 redirect to :3260; }
}
PLAY
observe node client eth0
settle client 10.20.0.3
at client iscsi-ls iscsi://10.20.0.3:3260 >/dev/null
at client iscsi-inq iscsi://10.20.0.3:3261/iqn.2026-01.shop:disk1/1 >/dev/null
at client iscsi-readcapacity16 iscsi://10.20.0.3:3261/iqn.2026-01.shop:disk1/1 >/dev/null
at client env LIBISCSI_CHAP_USERNAME=shop LIBISCSI_CHAP_PASSWORD=not-a-real-secret \
  iscsi-inq iscsi://10.20.0.3:3262/iqn.2026-01.shop:disk2/1 >/dev/null
sleep 0.5
