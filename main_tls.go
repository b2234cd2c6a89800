package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
)

// certificate is the server's own, for those without a TLS proxy.
type certificate struct {
	TLSCert string `help:"Certificate chain (PEM) to answer https with; read again at SIGHUP." env:"PHUSONG_TLS_CERT" placeholder:"FILE" name:"tls-cert" type:"path"`
	TLSKey  string `help:"Its private key (PEM)." env:"PHUSONG_TLS_KEY" placeholder:"FILE" name:"tls-key" type:"path"`
}

func (c certificate) given() bool { return c.TLSCert != "" || c.TLSKey != "" }

func (c certificate) read() (*tls.Certificate, error) {
	pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		return nil, fmt.Errorf("read the certificate %s with the key %s: %w: both are needed, as PEM", c.TLSCert, c.TLSKey, err)
	}
	return &pair, nil
}

// settings returns nil without a certificate. Until ctx ends, SIGHUP reads the
// files again; a renewed one that cannot be read leaves the old one in use.
func (c certificate) settings(ctx context.Context) (*tls.Config, error) {
	if !c.given() {
		return nil, nil
	}
	var current atomic.Pointer[tls.Certificate]
	pair, err := c.read()
	if err != nil {
		return nil, err
	}
	current.Store(pair)
	renewed := make(chan os.Signal, 1)
	signal.Notify(renewed, syscall.SIGHUP)
	go func() {
		defer signal.Stop(renewed)
		for {
			select {
			case <-ctx.Done():
				return
			case <-renewed:
				c.renew(&current)
			}
		}
	}()
	return &tls.Config{
		MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return current.Load(), nil },
	}, nil
}

func (c certificate) renew(current *atomic.Pointer[tls.Certificate]) {
	pair, err := c.read()
	if err != nil {
		fmt.Fprintln(os.Stderr, "phusong:", err)
		return
	}
	current.Store(pair)
	fmt.Fprintln(os.Stderr, "✓ the certificate was read again")
}
