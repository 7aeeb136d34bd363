# shellcheck shell=bash disable=SC2154
# needs: clickhouse-server=clickhouse-server clickhouse-client=clickhouse-client
# ClickHouse's native protocol: without a password, with one, with a wrong one, and over TLS.
pair
certificates server
mkdir "$work/house"
cat >"$work/house/users.xml" <<'PLAY'
<yandex>
  <profiles><default/></profiles>
  <quotas><default/></quotas>
  <users>
    <default><password/><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota></default>
    <shop><password>not-a-real-secret</password><networks><ip>::/0</ip></networks><profile>default</profile>
      <quota>default</quota></shop>
  </users>
</yandex>
PLAY
cat >"$work/house/config.xml" <<PLAY
<yandex>
  <logger><level>warning</level><console>true</console></logger>
  <listen_host>10.20.0.3</listen_host>
  <tcp_port>9000</tcp_port>
  <tcp_port_secure>9440</tcp_port_secure>
  <openSSL><server><certificateFile>$work/server.pem</certificateFile><privateKeyFile>$work/server.key</privateKeyFile>
    <verificationMode>none</verificationMode></server></openSSL>
  <path>$work/house/</path>
  <tmp_path>$work/house/tmp/</tmp_path>
  <users_config>$work/house/users.xml</users_config>
  <default_profile>default</default_profile>
  <default_database>default</default_database>
  <mark_cache_size>5368709120</mark_cache_size>
</yandex>
PLAY
cat >"$work/house/client.xml" <<'PLAY'
<config><openSSL><client><verificationMode>none</verificationMode>
  <invalidCertificateHandler><name>AcceptCertificateHandler</name></invalidCertificateHandler></client></openSSL></config>
PLAY
daemon server tcp 9000 clickhouse-server --config-file="$work/house/config.xml"
at server nft -f - <<'PLAY'
table ip ports {
  chain into { type nat hook prerouting priority dstnat; tcp dport 9001-9002 redirect to :9000; }
}
PLAY
observe node client eth0
settle client 10.20.0.3
ask() { at client clickhouse-client --config-file="$work/house/client.xml" -h 10.20.0.3 -q 'SELECT 1' --port "$@" >/dev/null 2>&1; }
ask 9000
ask 9001 --user shop --password not-a-real-secret
! ask 9002 --user shop --password wrong-secret
ask 9440 --secure
