# shellcheck shell=bash disable=SC2154
# needs: leafnode=leafnode
# News: Leafnode's server, read, posted to, and asked for a password it does not know.
pair
mkdir -p "$work/spool/leaf.node" "$work/spool/interesting.groups" "$work/spool/temp.files" "$work/spool/message.id" "$work/spool/out.going" \
  "$work/spool/failed.postings"
for number in $(seq -w 0 999); do mkdir "$work/spool/message.id/$number"; done
chmod 755 "$work"
chown -R news:news "$work/spool"
mount --bind "$work/spool" /var/spool/news
printf 'server = 10.20.0.9\nexpire = 20\nhostname = store.shop\n' >"$work/config"
chmod 644 "$work/config"
mount --bind "$work/config" /etc/news/leafnode/config
cat >"$work/listen.py" <<'PLAY'
import socket, subprocess
with socket.create_server(("10.20.0.3", 119)) as listener:
    while True:
        with listener.accept()[0] as one:
            subprocess.run(["/usr/sbin/leafnode"], stdin=one, stdout=one)
PLAY
daemon server tcp 119 python3 "$work/listen.py"
observe node client eth0
settle client 10.20.0.3
at client /usr/bin/python3 -W ignore - <<'PLAY'
import nntplib
with nntplib.NNTP("10.20.0.3", timeout=10) as news:
    news.list()
    news.help()
with nntplib.NNTP("10.20.0.3", readermode=True, timeout=10) as news:
    try:
        news.login("shop", "not-a-real-secret")
    except nntplib.NNTPError:
        pass
    try:
        news.group("shop.orders")
    except nntplib.NNTPError:
        pass
PLAY
sleep 0.5
