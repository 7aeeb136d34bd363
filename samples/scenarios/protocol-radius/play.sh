# shellcheck shell=bash disable=SC2154
# needs: freeradius=freeradius radclient=freeradius-utils
# RADIUS: passwords by PAP and CHAP, right and wrong; accounting; the server's status; a change of authorization.
pair
mkdir "$work/radius"
cat >"$work/radius/radiusd.conf" <<CONF
prefix = /usr
logdir = $work/radius
run_dir = $work/radius
pidfile = $work/radius/pid
libdir = /usr/lib/freeradius
security {
  status_server = yes
}
client shop {
  ipaddr = 10.20.0.2
  secret = not-a-real-secret
}
modules {
  pap {
  }
  chap {
  }
  always ok {
    rcode = ok
  }
}
server shop {
  listen {
    type = auth
    ipaddr = 10.20.0.3
    port = 1812
  }
  listen {
    type = acct
    ipaddr = 10.20.0.3
    port = 1813
  }
  listen {
    type = status
    ipaddr = 10.20.0.3
    port = 18121
  }
  listen {
    type = coa
    ipaddr = 10.20.0.3
    port = 3799
  }
  authorize {
    update control {
      Cleartext-Password := "not-a-real-password"
    }
    chap
    pap
  }
  authenticate {
    pap
    chap
  }
  accounting {
    ok
  }
  recv-coa {
    ok
  }
}
CONF
daemon server udp 1812 freeradius -f -d "$work/radius" -l "$work/radius/log"
observe node client eth0
settle client 10.20.0.3
send() { # PORT WHAT ATTRIBUTES
  at client radclient -r 1 -t 2 "10.20.0.3:$1" "$2" not-a-real-secret >/dev/null 2>&1 <<<"$3" || true
}
send 1812 auth 'User-Name = "sam", User-Password = "not-a-real-password", NAS-IP-Address = 10.20.0.2, Message-Authenticator = 0x00'
send 1812 auth 'User-Name = "sam", CHAP-Password = "not-a-real-password", NAS-IP-Address = 10.20.0.2'
send 1812 auth 'User-Name = "sam", User-Password = "wrong"'
send 1813 acct 'User-Name = "sam", Acct-Status-Type = Start, Acct-Session-Id = "1", NAS-IP-Address = 10.20.0.2'
send 18121 status 'Message-Authenticator = 0x00'
send 3799 coa 'User-Name = "sam", Filter-Id = "basket"'
