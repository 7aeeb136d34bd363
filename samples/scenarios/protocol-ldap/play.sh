# shellcheck shell=bash disable=SC2154
# needs: slapd=slapd ldapsearch=ldap-utils
# LDAP: nobody bound, a simple bind, SASL, StartTLS taken and refused, LDAPS.
pair
certificates server
mkdir -p "$work/db" "$work/db2" "$work/run"
slapd_at() {
  cat > "$work/slapd-$1.conf" <<END
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile $work/run/$1.pid
modulepath /usr/lib/ldap
moduleload back_mdb
$3
database mdb
suffix dc=shop
rootdn cn=root,dc=shop
rootpw not-a-real-secret
directory $2
END
}
slapd_at 389 "$work/db" "TLSCACertificateFile $work/ca.pem
TLSCertificateFile $work/server.pem
TLSCertificateKeyFile $work/server.key"
slapd_at 392 "$work/db2" ""
daemon server tcp 389 slapd -d stats -f "$work/slapd-389.conf" -h "ldap://10.20.0.3:389 ldap://10.20.0.3:390 ldap://10.20.0.3:391 ldaps://10.20.0.3:636"
daemon server tcp 392 slapd -d stats -f "$work/slapd-392.conf" -h "ldap://10.20.0.3:392"
observe node client eth0
settle client 10.20.0.3
export LDAPTLS_CACERT="$work/ca.pem" LDAPCONF=/dev/null
root=(-D cn=root,dc=shop -w not-a-real-secret)
look() { at client ldapsearch -x -LLL -b dc=shop "$@" >/dev/null 2>"$work/look.log" || cat "$work/look.log" >&2; }
look -H ldap://10.20.0.3:389
look -H ldap://10.20.0.3:389 -s base -b "" supportedExtension
printf 'dn: dc=shop\nobjectClass: dcObject\nobjectClass: organization\ndc: shop\no: Shop\n' |
  at client ldapadd -x -H ldap://10.20.0.3:390 "${root[@]}" >/dev/null
look -H ldap://10.20.0.3:390 "${root[@]}"
look -H ldap://10.20.0.3:391 -ZZ "${root[@]}"
look -H ldaps://10.20.0.3:636 "${root[@]}"
# This one has no certificate: refused, and the client goes on in clear.
look -H ldap://10.20.0.3:392 -Z
