# shellcheck shell=bash disable=SC2154
# needs: vsftpd=vsftpd curl=curl
# FTP: anonymous, with a password, AUTH TLS taken with and without data channels in TLS, offered and not taken, refused.
pair
certificates server
mkdir -p "$work/ftp/pub"
echo "a file that is fetched" > "$work/ftp/pub/file"
chmod -R a-w "$work/ftp"
cat "$work/server.pem" "$work/server.key" > "$work/both.pem"
# vsftpd logs real users in: one that exists in this namespace of mounts alone.
cp /etc/passwd "$work/passwd" && cp /etc/shadow "$work/shadow"
echo "shop:x:7001:7001::$work/ftp/pub:/bin/sh" >> "$work/passwd"
echo "shop:$(openssl passwd -6 not-a-real-secret):19000:0:99999:7:::" >> "$work/shadow"
mount --bind "$work/passwd" /etc/passwd && mount --bind "$work/shadow" /etc/shadow
mkdir -p "$work/empty"
vsftpd_at() {
  {
    printf '%s\n' listen=YES listen_port="$1" background=NO seccomp_sandbox=NO secure_chroot_dir="$work/empty" \
      anon_root="$work/ftp" pasv_enable=YES xferlog_enable=NO allow_writeable_chroot=YES "${@:2}"
  } > "$work/vsftpd-$1.conf"
  daemon server tcp "$1" vsftpd "$work/vsftpd-$1.conf"
}
tls=(ssl_enable=YES rsa_cert_file="$work/both.pem" force_local_logins_ssl=NO force_local_data_ssl=NO
  require_ssl_reuse=NO local_enable=YES anonymous_enable=NO ssl_ciphers=HIGH)
vsftpd_at 21 anonymous_enable=YES local_enable=NO
vsftpd_at 2121 anonymous_enable=NO local_enable=YES
vsftpd_at 2122 "${tls[@]}" pasv_min_port=40122 pasv_max_port=40122
vsftpd_at 2123 "${tls[@]}"
observe node client eth0
settle client 10.20.0.3
get() { at client curl -sS --max-time 10 -o /dev/null "$@" >/dev/null 2>"$work/curl.log" || cat "$work/curl.log" >&2; }
get ftp://10.20.0.3/pub/file
get --disable-epsv ftp://10.20.0.3/pub/file
get -u shop:not-a-real-secret ftp://10.20.0.3:2121/file
get -u shop:not-a-real-secret --cacert "$work/ca.pem" --ssl-reqd ftp://10.20.0.3:2122/file
# Offered in answer to FEAT, and the login in clear all the same.
get -u shop:not-a-real-secret -Q FEAT ftp://10.20.0.3:2123/file
# Refused by a server without TLS, and then the anonymous login in clear.
get --ssl ftp://10.20.0.3/pub/file
