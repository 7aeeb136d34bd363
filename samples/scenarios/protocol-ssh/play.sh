# shellcheck shell=bash disable=SC2154
# needs: sshd=openssh-server ssh=openssh-client ssh-keygen=openssh-client dropbear=dropbear-bin dropbearkey=dropbear-bin
# SSH: openssh and dropbear as servers, other algorithms, no login, no common cipher, banners alone.
pair
mkdir -p /run/sshd "$work/home"
chmod 700 "$work/home"
ssh-keygen -q -t ed25519 -N '' -f "$work/host"
ssh-keygen -q -t ed25519 -N '' -f "$work/user"
cp "$work/user.pub" "$work/home/authorized_keys"
dropbearkey -t ecdsa -f "$work/dropbear" >/dev/null 2>&1
# sshd PORT OPTION...
sshd() {
  local port=$1 options=() option
  shift
  for option in "$@"; do options+=(-o "$option"); done
  daemon server tcp "$port" /usr/sbin/sshd -D -e -f /dev/null -h "$work/host" -p "$port" -o ListenAddress=10.20.0.3 \
    -o StrictModes=no -o PidFile=none -o AuthorizedKeysFile="$work/home/authorized_keys" -o PermitRootLogin=yes \
    "${options[@]}"
}
ask() {
  at client timeout 10 ssh -F /dev/null -p "$1" -i "$work/user" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
    -o BatchMode=yes "${@:2}" root@10.20.0.3 echo hello >/dev/null 2>&1 || true
}
sshd 2201
sshd 2202 Ciphers=aes128-ctr MACs=hmac-sha2-256 KexAlgorithms=diffie-hellman-group14-sha256
sshd 2203 Ciphers=aes256-gcm@openssh.com
sshd 2204 PubkeyAuthentication=no PasswordAuthentication=no KbdInteractiveAuthentication=no
daemon server tcp 2205 dropbear -F -E -r "$work/dropbear" -p 10.20.0.3:2205
sshd 2206
observe node client eth0
settle client 10.20.0.3
ask 2201
ask 2202
ask 2203 -o Ciphers=aes128-ctr
ask 2204
ask 2205
at client python3 - <<'END'
import socket
with socket.create_connection(("10.20.0.3", 2206)) as c:
    c.sendall(b"SSH-2.0-probe\r\n")
    c.recv(100)
END
