# shellcheck shell=bash disable=SC2154
# needs: firebird=firebird3.0-server isql-fb=firebird3.0-utils
# Firebird with its own cipher, which its clients take where the server has it, and without.
pair
libraries=$(dirname "$(find /usr/lib -path '*firebird/3.0/plugins.conf' | head -1)")
fire() {
  local root=$work/fire-$1
  mkdir -p "$root"
  ln -s "$libraries"/{intl,plugins,lib,firebird.msg,plugins.conf,UDF} "$root/"
  echo >"$root/databases.conf"
  printf '%s\n' 'RemoteBindAddress = 10.20.0.3' 'AuthServer = Srp, Legacy_Auth' 'AuthClient = Srp, Legacy_Auth' 'UserManager = Srp' \
    'DatabaseAccess = Full' "WireCrypt = $2" "SecurityDatabase = $root/security3.fdb" >"$root/firebird.conf"
  local here=(env "FIREBIRD=$root" "FIREBIRD_LOCK=$root" "FIREBIRD_TMP=$root")
  printf "create database '%s';\ncommit;\nin '/usr/share/firebird/3.0/security.sql';\ncommit;\n%s\ncommit;\n%s\n" "$root/security3.fdb" \
    "create user SYSDBA password 'not-a-re';" 'create table orders (id int, name varchar(40));' |
    "${here[@]}" isql-fb -q -user SYSDBA >"$root/made.log" 2>&1
  daemon server tcp "$1" "${here[@]}" firebird -p "$1" -e "$root" -el "$root" -em "$libraries"
}
fire 3050 Enabled
fire 3051 Disabled
observe node client eth0
settle client 10.20.0.3
ask() {
  printf "%s\n" "insert into orders values (1, 'order placed, not yet paid for');" 'select * from orders;' 'quit;' |
    at client timeout 10 env "FIREBIRD=$work/fire-$1" isql-fb -q -user SYSDBA -password "$2" "10.20.0.3/$1:$work/fire-$1/security3.fdb" \
      >"$work/asked.log" 2>&1 || true
}
ask 3050 not-a-re
ask 3051 not-a-re
