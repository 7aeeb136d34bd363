// A node of a Raft cluster: node ID BIND PEER_ID=ADDRESS,... [VOTES SECONDS]
package main

import (
	"fmt"
	"io"
	"io/ioutil"
	"os"
	"strings"
	"time"

	"github.com/hashicorp/raft"
)

type counter struct{ applied int }

func (c *counter) Apply(*raft.Log) interface{}         { c.applied++; return c.applied }
func (c *counter) Snapshot() (raft.FSMSnapshot, error) { return c, nil }
func (c *counter) Restore(in io.ReadCloser) error      { _, err := ioutil.ReadAll(in); return err }
func (c *counter) Release()                            {}
func (c *counter) Persist(sink raft.SnapshotSink) error {
	if _, err := fmt.Fprintf(sink, "applied %d\n", c.applied); err != nil {
		return err
	}
	return sink.Close()
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	id, bind, peers, role := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	config := raft.DefaultConfig()
	config.LocalID = raft.ServerID(id)
	config.TrailingLogs = 1
	if role != "leads" { // waits longer than the other, and so asks for no votes
		config.HeartbeatTimeout, config.ElectionTimeout = 20*time.Second, 20*time.Second
	}
	store := raft.NewInmemStore()
	snapshots, err := raft.NewFileSnapshotStore(os.Args[5], 1, os.Stderr)
	must(err)
	transport, err := raft.NewTCPTransport(bind, nil, 2, 5*time.Second, os.Stderr)
	must(err)
	node, err := raft.NewRaft(config, &counter{}, store, store, snapshots, transport)
	must(err)
	if role != "leads" {
		time.Sleep(14 * time.Second)
		return
	}
	var servers []raft.Server
	for _, peer := range strings.Split(peers, ",") {
		parts := strings.SplitN(peer, "=", 2)
		servers = append(servers, raft.Server{ID: raft.ServerID(parts[0]), Address: raft.ServerAddress(parts[1])})
	}
	must(node.BootstrapCluster(raft.Configuration{Servers: servers[:2]}).Error())
	for node.State() != raft.Leader {
		time.Sleep(50 * time.Millisecond)
	}
	for i := 0; i < 5; i++ {
		must(node.Apply([]byte(fmt.Sprintf("order %d", i)), time.Second).Error())
	}
	must(node.Snapshot().Error())
	last := servers[2]
	must(node.AddNonvoter(last.ID, last.Address, 0, 5*time.Second).Error())
	time.Sleep(2 * time.Second)
	must(node.LeadershipTransferToServer(servers[1].ID, servers[1].Address).Error())
	time.Sleep(time.Second)
}
