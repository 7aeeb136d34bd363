# shellcheck shell=bash disable=SC2154
# needs: krb5kdc=krb5-kdc kinit=krb5-user
# Kerberos: a ticket to get tickets, one for a service, over UDP and over TCP; an error.
pair
mkdir -p "$work/kdc"
cat > "$work/krb5.conf" <<END
[libdefaults]
  default_realm = SHOP
  dns_lookup_kdc = false
  dns_lookup_realm = false
  rdns = false
  dns_canonicalize_hostname = false
[realms]
  SHOP = {
    kdc = 10.20.0.3:88
  }
  STREAM = {
    kdc = 10.20.0.3:89
  }
END
kdc() {
  cat > "$work/kdc-$1.conf" <<END
[kdcdefaults]
  kdc_listen = "$3"
  kdc_tcp_listen = "$4"
[realms]
  $1 = {
    database_name = $work/kdc/$1
    key_stash_file = $work/kdc/$1.stash
    acl_file = $work/kdc/acl
  }
END
  export KRB5_CONFIG="$work/krb5.conf" KRB5_KDC_PROFILE="$work/kdc-$1.conf"
  kdb5_util -r "$1" create -s -P not-a-real-master >/dev/null 2>&1
  kadmin.local -r "$1" addprinc -pw not-a-real-secret shop >/dev/null 2>&1
  kadmin.local -r "$1" addprinc -randkey http/server.shop >/dev/null 2>&1
  daemon server "$2" "$5" krb5kdc -n -r "$1" -P "$work/kdc-$1.pid"
}
kdc SHOP udp 10.20.0.3:88 "" 88
kdc STREAM tcp "" 10.20.0.3:89 89
observe node client eth0
settle client 10.20.0.3
export KRB5CCNAME="$work/tickets"
sed 's/\[libdefaults\]/&\n  udp_preference_limit = 1/' "$work/krb5.conf" > "$work/krb5-STREAM.conf"
cp "$work/krb5.conf" "$work/krb5-SHOP.conf"
for realm in SHOP STREAM; do
  export KRB5_CONFIG="$work/krb5-$realm.conf"
  echo not-a-real-secret | at client kinit "shop@$realm" >/dev/null 2>"$work/kinit.log" || cat "$work/kinit.log" >&2
  at client kvno "http/server.shop@$realm" >/dev/null 2>"$work/kinit.log" || cat "$work/kinit.log" >&2
  echo x | at client kinit "nobody@$realm" >/dev/null 2>&1 || true
done
