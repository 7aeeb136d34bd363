# shellcheck shell=bash disable=SC2154
# Sourced by a play.sh: strongSwan's charon on a host, with its ESP in user space.

swan() { # HOST VERSION ADDRESS PEER INNER OTHER
  mkdir "$work/swan-$1"
  cat >"$work/swan-$1/strongswan.conf" <<CONF
charon {
  load = random nonce aes sha1 sha2 hmac kdf gmp pem x509 pubkey vici kernel-libipsec kernel-netlink socket-default drbg mgf1
  install_routes = yes
  plugins {
    vici {
      socket = unix://$work/swan-$1/vici
    }
  }
}
CONF
  cat >"$work/swan-$1/swanctl.conf" <<CONF
connections {
  shop {
    version = $2
    encap = yes
    proposals = aes128-sha256-modp2048
    local_addrs = $3
    remote_addrs = $4
    local {
      auth = psk
      id = $1
    }
    remote {
      auth = psk
    }
    children {
      shop {
        local_ts = $5/32
        remote_ts = $6/32
        esp_proposals = aes128-sha256
      }
    }
  }
}
secrets {
  ike-shop {
    secret = not-a-real-secret
  }
}
CONF
  ip -n "$1" address add "$5/32" dev lo
  ip netns exec "$1" sh -c 'mount --rbind "$1" /mnt && mount -t tmpfs run /run && mkdir -p "$1" && mount --rbind /mnt "$1" &&
    STRONGSWAN_CONF=$1/strongswan.conf exec /usr/lib/ipsec/charon' sh "$work/swan-$1" </dev/null >"$work/swan-$1/log" 2>&1 &
  wait_for "charon on $1" test -S "$work/swan-$1/vici"
  swanctl_of "$1" --load-all --file "$work/swan-$1/swanctl.conf" --noprompt
}
swanctl_of() { at "$1" swanctl "$2" --uri "unix://$work/swan-$1/vici" "${@:3}" >>"$work/swan-$1/log" 2>&1; }
