package datatest_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"phusong/data/datatest"
)

func TestTwoTestsShareNothing(t *testing.T) {
	one, other := datatest.Pool(t), datatest.Pool(t)
	if _, err := one.Exec(t.Context(), "INSERT INTO datasets (kind, name, title) VALUES ('sites', 'a', 'A')"); err != nil {
		t.Fatalf("the database is not migrated: %v", err)
	}
	var rows int
	if err := other.QueryRow(t.Context(), "SELECT count(*) FROM datasets").Scan(&rows); err != nil || rows != 0 {
		t.Errorf("the other database has %d rows, %v; want none", rows, err)
	}
}

func TestTheStoreAnswers(t *testing.T) {
	if err := datatest.New(t).Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAnEmptyDatabaseHasPostGISAlone(t *testing.T) {
	conn, err := pgx.Connect(t.Context(), datatest.EmptyURL(t))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	var point string
	if err := conn.QueryRow(t.Context(), "SELECT ST_AsText(ST_Point(105, 22))").Scan(&point); err != nil || point != "POINT(105 22)" {
		t.Errorf("PostGIS says %q, %v", point, err)
	}
	var ours bool
	if err := conn.QueryRow(t.Context(), "SELECT to_regclass('datasets') IS NOT NULL").Scan(&ours); err != nil || ours {
		t.Errorf("the empty database is migrated (%v), %v", ours, err)
	}
}

func TestTheDatabaseIsDroppedWithItsTest(t *testing.T) {
	var url string
	t.Run("a test", func(t *testing.T) { url = datatest.URL(t) })
	if conn, err := pgx.Connect(context.Background(), url); err == nil {
		conn.Close(context.Background())
		t.Errorf("%s is still there", url)
	}
}
