# shellcheck shell=bash disable=SC2154
# needs: nbdkit=nbdkit nbdinfo=libnbd-bin nbdcopy=libnbd-bin qemu-nbd=qemu-utils qemu-img=qemu-utils
# Disks over the network: nbdkit and QEMU's server, in clear, in the old style, over TLS.
pair
certificates server
mkdir "$work/tls"
cp "$work/ca.pem" "$work/tls/ca-cert.pem"
cp "$work/server.pem" "$work/tls/server-cert.pem"
cp "$work/server.key" "$work/tls/server-key.pem"
daemon server tcp 10809 nbdkit -f -i 10.20.0.3 -p 10809 memory 1M
daemon server tcp 10810 nbdkit -f -o -i 10.20.0.3 -p 10810 memory 1M
daemon server tcp 10811 nbdkit -f -i 10.20.0.3 -p 10811 --tls=require --tls-certificates="$work/tls" memory 1M
truncate -s 1M "$work/disk"
daemon server tcp 10812 qemu-nbd -t -f raw -b 10.20.0.3 -p 10812 -x disk "$work/disk"
daemon server tcp 10813 nbdkit -f -i 10.20.0.3 -p 10813 --tls=on --tls-certificates="$work/tls" memory 1M
head -c 8192 /dev/urandom >"$work/part"
truncate -s 1M "$work/part"
observe node client eth0
settle client 10.20.0.3
at client nbdinfo nbd://10.20.0.3:10809 >/dev/null
at client nbdcopy "$work/part" nbd://10.20.0.3:10809
at client nbdinfo nbd://10.20.0.3:10810 >/dev/null
at client nbdinfo "nbds://10.20.0.3:10811/?tls-certificates=$work/tls" >/dev/null
! at client nbdinfo nbd://10.20.0.3:10811 >/dev/null 2>&1
at client qemu-img info nbd://10.20.0.3:10812/disk >/dev/null
at client nbdinfo --list nbd://10.20.0.3:10812 >/dev/null
at client nbdinfo nbd://10.20.0.3:10813 >/dev/null
at client nbdinfo "nbds://10.20.0.3:10813/?tls-certificates=$work/tls" >/dev/null
sleep 1
