# The servers' files: the Debian packages that the images of samples/shop hold, with all they
# depend on, unpacked into one directory tree. Nothing is installed on this machine and no
# maintainer script runs.

readonly IMAGES=$ROOT/samples/shop/images
# For the images' own scripts, for the resolver in CoreDNS's place, for lib/cluster.
readonly ROOTFS_BASE=(dash coreutils sed grep hostname openssl util-linux dnsmasq-base python3 python3-yaml)

# rootfs_build CACHE: makes CACHE/rootfs unless it is there for this package list.
rootfs_build() {
  local cache=$1 stamp lock packages
  mkdir -p "$cache"
  exec {lock}>"$cache/lock"
  flock -w 900 "$lock" || fail "another process has been unpacking into $cache for 15 minutes"
  mapfile -t packages < <(rootfs_packages)
  stamp=$(printf '%s\n' "${packages[@]}" "$(uname -m)" "$(<"$SAMPLE/lib/rootfs.sh")" | sha256sum)
  if [[ ! -f $cache/rootfs/.stamp || $(<"$cache/rootfs/.stamp") != "$stamp" ]]; then
    note "unpacking the servers' Debian packages into $cache/rootfs (once, about 450 MB)"
    rm -rf "$cache"/{rootfs,rootfs.new,debs}
    mkdir -p "$cache/debs/partial" "$cache/rootfs.new"
    rootfs_download "$cache" "${packages[@]}"
    rootfs_unpack "$cache/debs" "$cache/rootfs.new"
    rootfs_etc "$cache/rootfs.new/etc"
    printf '%s\n' "$stamp" >"$cache/rootfs.new/.stamp"
    mv "$cache/rootfs.new" "$cache/rootfs"
    rm -rf "$cache/debs"
  fi
  exec {lock}>&-
}

rootfs_packages() {
  {
    printf '%s\n' "${ROOTFS_BASE[@]}"
    sed '/^[-#]/d' "$IMAGES"/*/packages
  } | sort -u
}

# An empty dpkg status makes apt fetch every dependency, also those this machine has.
rootfs_download() {
  local cache=$1
  : >"$cache/status"
  if ! rootfs_apt "$@" >"$cache/apt.log" 2>&1; then
    apt-get -qq update >>"$cache/apt.log" 2>&1 || true
    rootfs_apt "$@" >>"$cache/apt.log" 2>&1 || {
      tail -5 "$cache/apt.log" >&2
      fail "the packages cannot be downloaded; see $cache/apt.log"
    }
  fi
}

rootfs_apt() {
  local cache=$1
  shift
  timeout 600 apt-get -y -qq --no-install-recommends --download-only \
    -o Dir::State::status="$cache/status" -o Dir::Cache::archives="$cache/debs" \
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o Debug::NoLocking=1 -o APT::Sandbox::User=root install "$@"
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
  mkdir -p "$tree/usr/local"
}

# The one user "app" is the USER of every image that names one.
rootfs_etc() {
  printf '%s\n' root:x:0:0:root:/root:/bin/sh app:x:100:101::/tmp:/bin/sh \
    nobody:x:65534:65534::/nonexistent:/bin/false >"$1/passwd"
  printf '%s\n' root:x:0: app:x:101: nogroup:x:65534: >"$1/group"
  echo 'hosts: files dns' >"$1/nsswitch.conf"
}
