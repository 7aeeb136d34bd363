# shellcheck shell=bash disable=SC2154
# needs: ceph-mon=ceph-mon rados=ceph-common monmaptool=ceph-common
# Ceph's messenger: a monitor asked in its second version, secured and with checksums alone, and in its first.
pair
fsid=5b6c1ad0-4c1a-4a3e-9f3c-6b2f4a6d8e01
monitor() {
  local name=$1 modes=$2 root=$work/ceph-$1
  mkdir -p "$root/data"
  cat >"$root/ceph.conf" <<CEPH
[global]
fsid = $fsid
mon initial members = $name
mon host = $3
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
ms cluster mode = $modes
ms service mode = $modes
ms client mode = $modes
ms mon cluster mode = $modes
ms mon service mode = $modes
ms mon client mode = $modes
run dir = $root
admin socket = $root/\$name.sock
log file = $root/log
mon data = $root/data
keyring = $root/keyring
mon data avail crit = 1
CEPH
  ceph-authtool --create-keyring "$root/keyring" --gen-key -n mon. --cap mon 'allow *' >/dev/null
  ceph-authtool "$root/keyring" --gen-key -n client.admin --cap mon 'allow *' >/dev/null
  monmaptool --create --fsid "$fsid" --addv "$name" "$3" "$root/map" >/dev/null
  ceph-mon --mkfs -i "$name" -c "$root/ceph.conf" --monmap "$root/map" --keyring "$root/keyring" >"$root/mkfs.log" 2>&1
  daemon server tcp "$4" ceph-mon -f -i "$name" -c "$root/ceph.conf"
}
monitor a secure '[v2:10.20.0.3:3300]' 3300
monitor b crc '[v2:10.20.0.3:3301]' 3301
monitor c crc '[v1:10.20.0.3:6789]' 6789
sleep 4
observe node client eth0
settle client 10.20.0.3
for each in a b c; do
  at client timeout 12 rados -c "$work/ceph-$each/ceph.conf" -n client.admin -k "$work/ceph-$each/keyring" lspools >"$work/$each.log" 2>&1 || true
done
