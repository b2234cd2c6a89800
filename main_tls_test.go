package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"
)

// writeCertificate writes a certificate of a serial number and its key.
func writeCertificate(t *testing.T, c certificate, serial int64) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	plan := &x509.Certificate{SerialNumber: big.NewInt(serial), DNSNames: []string{"localhost"}, NotAfter: time.Now().Add(time.Hour)}
	signed, err := x509.CreateCertificate(rand.Reader, plan, plan, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for path, block := range map[string]*pem.Block{c.TLSCert: {Type: "CERTIFICATE", Bytes: signed}, c.TLSKey: {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func serialOf(t *testing.T, settings *tls.Config) int64 {
	t.Helper()
	pair, err := settings.GetCertificate(nil)
	if err != nil {
		t.Fatal(err)
	}
	read, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return read.SerialNumber.Int64()
}

func TestARenewedCertificateIsUsedAndABrokenOneIsNot(t *testing.T) {
	dir := t.TempDir()
	c := certificate{filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")}
	if _, err := c.settings(t.Context()); err == nil {
		t.Error("a certificate that is not there is taken")
	}
	writeCertificate(t, c, 1)
	settings, err := c.settings(t.Context())
	if err != nil || settings.MinVersion < tls.VersionTLS12 || serialOf(t, settings) != 1 {
		t.Fatalf("%+v, %v", settings, err)
	}
	pair, _ := settings.GetCertificate(nil)
	var current atomic.Pointer[tls.Certificate]
	current.Store(pair)
	now := &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return current.Load(), nil }}
	writeCertificate(t, c, 2)
	c.renew(&current)
	if got := serialOf(t, now); got != 2 {
		t.Errorf("after the renewal the serial number is %d", got)
	}
	if err := os.WriteFile(c.TLSKey, []byte("half a fi"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.renew(&current)
	if got := serialOf(t, now); got != 2 {
		t.Errorf("a key cut short changed the certificate to %d", got)
	}
}

func TestWithoutACertificateThereIsNoTLS(t *testing.T) {
	if settings, err := (certificate{}).settings(t.Context()); settings != nil || err != nil {
		t.Errorf("%+v, %v", settings, err)
	}
	if _, err := (certificate{TLSCert: "only.pem"}).settings(t.Context()); err == nil {
		t.Error("a certificate without its key is taken")
	}
}
