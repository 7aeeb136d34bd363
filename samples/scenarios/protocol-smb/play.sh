# shellcheck shell=bash disable=SC2154
# needs: smbd=samba smbclient=smbclient
# SMB: a file read in clear, signed, and with the encryption that SMB 3 has.
pair
mkdir -p "$work/share"
echo "a file that is fetched" > "$work/share/file"
chmod -R a+rX "$work/share"
samba() {
  mkdir -p "$work/samba-$1"
  cat > "$work/smb-$1.conf" <<END
[global]
  smb ports = $1
  server role = standalone server
  map to guest = Bad User
  guest account = nobody
  server signing = $2
  private dir = $work/samba-$1
  lock directory = $work/samba-$1
  state directory = $work/samba-$1
  cache directory = $work/samba-$1
  pid directory = $work/samba-$1
  ncalrpc dir = $work/samba-$1/ncalrpc
  log file = $work/samba-$1.log
  load printers = no
  disable spoolss = yes
  passdb backend = smbpasswd:$work/samba-$1/passwd
[share]
  path = $work/share
  guest ok = yes
END
  printf 'not-a-real-secret\nnot-a-real-secret\n' | smbpasswd -c "$work/smb-$1.conf" -s -a root >/dev/null 2>&1 || true
  daemon server tcp "$1" smbd -F --no-process-group -s "$work/smb-$1.conf"
}
samba 445 disabled
samba 446 mandatory
samba 447 auto
observe node client eth0
settle client 10.20.0.3
fetch() { at client smbclient -s /dev/null //10.20.0.3/share -c 'get file /dev/null' -p "$@" >/dev/null 2>"$work/smb.log" || cat "$work/smb.log" >&2; }
fetch 445 -N
fetch 446 -U root%not-a-real-secret
fetch 447 -U root%not-a-real-secret --client-protection=encrypt
