# shellcheck shell=bash disable=SC2154
# needs: xl2tpd=xl2tpd pptpd=pptpd pptp=pptp-linux
# What opens tunnels for PPP: L2TP and PPTP. No PPP comes to pass; the hosts have no device for it.
pair
lns() {
  cat >"$work/lns.conf" <<XL
[global]
port = 1701
listen-addr = 10.20.0.3
[lns default]
ip range = 10.77.0.10-10.77.0.20
local ip = 10.77.0.1
name = shop
XL
  daemon server udp 1701 xl2tpd -D -c "$work/lns.conf" -p "$work/lns.pid" -C "$work/lns.ctl"
}
lac() {
  cat >"$work/lac.conf" <<XL
[global]
port = 1701
listen-addr = 10.20.0.2
[lac shop]
lns = 10.20.0.3
name = shop
autodial = yes
XL
  daemon client udp 1701 xl2tpd -D -c "$work/lac.conf" -p "$work/lac.pid" -C "$work/lac.ctl"
}
printf 'option %s/ppp\nlocalip 10.78.0.1\nremoteip 10.78.0.10-20\nlisten 10.20.0.3\n' "$work" >"$work/pptpd.conf"
echo 'name shop' >"$work/ppp"
daemon server tcp 1723 pptpd -f -c "$work/pptpd.conf" -p "$work/pptpd.pid"
lns
observe node client eth0
settle client 10.20.0.3
lac
sleep 4
at client timeout 4 pptp 10.20.0.3 --nolaunchpppd --loglevel 0 </dev/zero >/dev/null 2>&1 || true
