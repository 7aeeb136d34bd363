# The servers' files: Debian packages with all they depend on, unpacked into one
# directory tree. Nothing is installed on this machine and no maintainer script runs.

readonly ROOTFS_PACKAGES=(
  nginx redis-server postgresql rabbitmq-server dnsmasq-base openssl
  python3 python3-psycopg2 python3-redis python3-pika python3-yaml
  dash bash coreutils sed grep gawk util-linux procps hostname
)

# rootfs_build CACHE: makes CACHE/rootfs unless it is there for this package list.
rootfs_build() {
  local cache=$1 stamp lock
  mkdir -p "$cache"
  exec {lock}>"$cache/lock"
  flock -w 900 "$lock" || fail "another process has been unpacking into $cache for 15 minutes"
  stamp=$(printf '%s\n' "${ROOTFS_PACKAGES[@]}" "$(uname -m)" | sha256sum | cut -d' ' -f1)
  if [[ ! -f $cache/rootfs/.stamp || $(<"$cache/rootfs/.stamp") != "$stamp" ]]; then
    rootfs_make "$cache" "$stamp"
  fi
  exec {lock}>&-
}

rootfs_make() {
  local cache=$1
  note "unpacking the servers' Debian packages into $cache/rootfs (once, about 500 MB)"
  rm -rf "$cache/rootfs.new"
  mkdir -p "$cache/debs/partial" "$cache/rootfs.new"
  rootfs_download "$cache"
  rootfs_unpack "$cache/debs" "$cache/rootfs.new"
  rootfs_etc "$cache/rootfs.new/etc"
  printf '%s\n' "$2" >"$cache/rootfs.new/.stamp"
  rm -rf "$cache/rootfs" "$cache/debs"
  mv "$cache/rootfs.new" "$cache/rootfs"
}

# An empty dpkg status makes apt fetch every dependency, also those this machine has.
rootfs_download() {
  local cache=$1
  : >"$cache/status"
  if ! rootfs_apt "$cache" >"$cache/apt.log" 2>&1; then
    apt-get -qq update >>"$cache/apt.log" 2>&1 || true
    rootfs_apt "$cache" >>"$cache/apt.log" 2>&1 || {
      tail -5 "$cache/apt.log" >&2
      fail "the packages cannot be downloaded; see $cache/apt.log"
    }
  fi
}

rootfs_apt() {
  timeout 600 apt-get -y -qq --no-install-recommends --download-only \
    -o Dir::State::status="$1/status" -o Dir::Cache::archives="$1/debs" \
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o Debug::NoLocking=1 -o APT::Sandbox::User=root install "${ROOTFS_PACKAGES[@]}"
}

rootfs_unpack() {
  local debs=$1 tree=$2 name deb
  for name in bin sbin lib lib64; do
    mkdir -p "$tree/usr/$name"
    ln -s "usr/$name" "$tree/$name"
  done
  for deb in "$debs"/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x --keep-directory-symlink -C "$tree"
  done
  rm -rf "$tree"/usr/share/{doc,man,locale,info}
  [[ -e $tree/usr/bin/awk ]] || ln -s gawk "$tree/usr/bin/awk"
}

rootfs_etc() {
  local etc=$1
  cat >"$etc/passwd" <<'END'
root:x:0:0:root:/root:/bin/sh
app:x:1000:1000:application:/tmp:/bin/sh
postgres:x:999:999:postgres:/tmp:/bin/sh
nobody:x:65534:65534:nobody:/nonexistent:/bin/sh
END
  cat >"$etc/group" <<'END'
root:x:0:
app:x:1000:
postgres:x:999:
nogroup:x:65534:
END
  echo 'hosts: files dns' >"$etc/nsswitch.conf"
}
