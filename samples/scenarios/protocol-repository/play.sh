# shellcheck shell=bash disable=SC2154
# needs: rsync=rsync git=git svnserve=subversion
# Files and their histories: rsync's daemon, git's, Subversion's.
pair
mkdir "$work/files"
echo hello >"$work/files/greeting"
echo shop:not-a-real-secret >"$work/rsync.secrets"
echo not-a-real-secret >"$work/password"
chmod 600 "$work/rsync.secrets" "$work/password"
cat >"$work/rsync.conf" <<RSYNC
use chroot = no
uid = root
gid = root
[files]
path = $work/files
read only = no
[locked]
path = $work/files
auth users = shop
secrets file = $work/rsync.secrets
RSYNC
export HOME=$work GIT_CONFIG_NOSYSTEM=1
git config --global user.name shop
git config --global user.email shop@example.com
git config --global init.defaultBranch main
git config --global safe.directory '*'
git init -q --bare "$work/shop.git"
git -C "$work/shop.git" config daemon.receivepack true
svnadmin create "$work/svn"
printf '[general]\nanon-access = read\nauth-access = write\npassword-db = passwd\n' >"$work/svn/conf/svnserve.conf"
printf '[users]\nshop = not-a-real-secret\n' >"$work/svn/conf/passwd"
daemon server tcp 873 rsync --daemon --no-detach --address 10.20.0.3 --port 873 --config "$work/rsync.conf"
daemon server tcp 9418 git daemon --listen=10.20.0.3 --base-path="$work" --export-all --reuseaddr
daemon server tcp 3690 svnserve -d --foreground --listen-host 10.20.0.3 -r "$work"
observe node client eth0
at client rsync rsync://10.20.0.3/ >/dev/null
at client rsync -a rsync://10.20.0.3/files/ "$work/copy"
at client rsync -a --password-file="$work/password" rsync://shop@10.20.0.3/locked/ "$work/copy"
! at client rsync -a rsync://10.20.0.3/missing/ "$work/copy" 2>/dev/null
at client git clone -q git://10.20.0.3/shop.git "$work/clone" 2>/dev/null
git -C "$work/clone" commit -q --allow-empty -m hello
at client git -C "$work/clone" push -q origin HEAD 2>/dev/null
at client git -c protocol.version=0 clone -q git://10.20.0.3/shop.git "$work/other"
at client svn checkout -q --non-interactive svn://10.20.0.3/svn "$work/checkout"
at client svn mkdir -q --non-interactive --no-auth-cache --username shop --password not-a-real-secret -m hello svn://10.20.0.3/svn/trunk
sleep 1
