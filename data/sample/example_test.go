package sample_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"phusong/data/sample"
)

func ExampleWrite() {
	dir, err := os.MkdirTemp("", "sample")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	m, err := sample.Write(context.Background(), dir, sample.Options{Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range m.Files { // in the order in which to import them
		fmt.Println(f.Kind, f.Path, f.Expected.Accepted)
	}
}

func BenchmarkWrite(b *testing.B) {
	for b.Loop() {
		if _, err := sample.Write(b.Context(), b.TempDir(), sample.Options{Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}
