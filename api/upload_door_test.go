package api

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"phusong/data"
	"phusong/geo"
)

func TestAClientThatVanishesLeavesNothing(t *testing.T) {
	c := newCounter(t)
	server := httptest.NewServer(c.server)
	defer server.Close()
	body, mediaType := form(t, "a.csv", siteList("TQ", 5000))
	for percent := 1; percent < 100; percent += 7 {
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(conn, "POST /api/uploads HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", c.crew.cookie(viettelEditor())[1], mediaType, len(body))
		conn.Write(body[:len(body)*percent/100])
		conn.Close()
	}
	server.Close() // waits for all that was begun
	for operator, n := range c.tree.receiving.of {
		if n != 0 {
			t.Errorf("%d files of %s are still on their way in", n, operator)
		}
	}
	if _, listed := c.get("/api/uploads"); len(decoded[rows[uploadBody]](t, listed).Rows) != 0 {
		t.Errorf("%s", listed)
	}
}

func TestOnlySoManyFilesAreOnTheirWayInAtOnce(t *testing.T) {
	var r receiving
	var leave []func()
	for range receivedOfOperator {
		l, ok := r.enter(geo.Viettel)
		if !ok {
			t.Fatal("no place")
		}
		leave = append(leave, l)
	}
	if _, ok := r.enter(geo.Viettel); ok {
		t.Error("one operator takes all places")
	}
	if _, ok := r.enter(geo.VNPT); !ok {
		t.Error("its rival has none")
	}
	leave[0]()
	if _, ok := r.enter(geo.Viettel); !ok {
		t.Error("a place that was left is not free")
	}
}

func TestTwoListsOfOneOperatorAtOnceHaveOneOrder(t *testing.T) {
	c := newCounter(t)
	lists := [][]byte{siteList("A", 20), siteList("B", 20)}
	var ids [2]string
	for i, content := range lists {
		ids[i] = c.sent("a.csv", content).ID
		c.order("/api/uploads/"+ids[i]+"/submit", "{}")
	}
	var all sync.WaitGroup
	var statuses [2]int
	var bodies [2][]byte
	for i, id := range ids {
		all.Go(func() { statuses[i], bodies[i] = c.order("/api/uploads/"+id+"/approve", `{"confirmRemoval":true}`) })
	}
	all.Wait()
	if statuses[0]+statuses[1] != 200+409 {
		t.Fatalf("%v %s %s", statuses, bodies[0], bodies[1])
	}
	lost := 0
	if statuses[1] == 409 {
		lost = 1
	}
	if !strings.Contains(string(bodies[lost]), `"code":"superseded"`) {
		t.Errorf("%s", bodies[lost])
	}
	_, now, err := c.crew.store.CurrentList(t.Context(), geo.Viettel)
	if err != nil || len(now) != 20 || now[0].Code[:1] != now[19].Code[:1] {
		t.Errorf("%d sites, the first %s, the last %s, %v", len(now), now[0].Code, now[19].Code, err)
	}
	if u := c.settled(ids[lost]); u.State != data.UploadReady || u.Base == 0 {
		t.Errorf("the other is %s against %d", u.State, u.Base)
	}
}

// Files nobody here wrote, through the same door as everybody's.
func TestNoFileOfTheCorporaBreaksTheDoor(t *testing.T) {
	root := filepath.Join("..", "..", "shared", "corpora")
	manifest, err := os.ReadFile(filepath.Join(root, "MANIFEST.tsv"))
	if err != nil {
		t.Skipf("the corpora are not on this machine: %v", err)
	}
	c := newCounter(t)
	tried, understood := 0, 0
	for _, line := range strings.Split(string(manifest), "\n") {
		name, _, _ := strings.Cut(line, "\t")
		content, err := os.ReadFile(filepath.Join(root, name))
		if err != nil || len(content) == 0 {
			continue
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second) // the bound of one file
		body, mediaType := form(t, filepath.Base(name), content)
		r := httptest.NewRequestWithContext(ctx, "POST", "/api/uploads?dry_run=true", bytes.NewReader(body))
		r.Host = "localhost"
		r.Header.Set("Content-Type", mediaType)
		r.Header.Set("Cookie", c.crew.cookie(viettelEditor())[1])
		w := httptest.NewRecorder()
		c.server.ServeHTTP(w, r)
		if ctx.Err() != nil || w.Code >= 500 {
			t.Errorf("%s: %d %.200s (%v)", name, w.Code, w.Body, ctx.Err())
		}
		cancel()
		if tried++; w.Code == 200 {
			understood++
		}
	}
	if tried < 100 {
		t.Fatalf("only %d files were tried", tried)
	}
	t.Logf("%d files, %d of them lists of sites", tried, understood)
}
