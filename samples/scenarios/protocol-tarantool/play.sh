# shellcheck shell=bash disable=SC2154
# needs: tarantool=tarantool
# Tarantool: its binary protocol, for anybody and by name and password.
pair
mkdir "$work/db"
cat >"$work/db/server.lua" <<'PLAY'
box.cfg{listen='10.20.0.3:3301', memtx_memory=33554432, log='log.txt'}
box.schema.user.create('shop', {password='not-a-real-secret', if_not_exists=true})
box.schema.user.grant('shop', 'read,write,execute', 'universe', nil, {if_not_exists=true})
box.schema.user.grant('guest', 'read,write,execute', 'universe', nil, {if_not_exists=true})
box.schema.space.create('orders', {if_not_exists=true}):create_index('primary', {if_not_exists=true})
PLAY
daemon server tcp 3301 sh -c "cd '$work/db' && exec tarantool server.lua"
at server nft -f - <<'PLAY'
table ip ports {
  chain into { type nat hook prerouting priority dstnat; tcp dport 3302 redirect to :3301; }
}
PLAY
sleep 1
cat >"$work/client.lua" <<'PLAY'
local net = require('net.box')
for _, where in ipairs({'10.20.0.3:3301', 'shop:not-a-real-secret@10.20.0.3:3302'}) do
  local c = net.connect(where)
  assert(c:ping())
  c.space.orders:replace({1, 'lamp'})
  c.space.orders:select({1})
  c:eval('return 1 + 1')
  c:close()
end
os.exit(0)
PLAY
observe node client eth0
settle client 10.20.0.3
at client tarantool "$work/client.lua"
sleep 0.5
