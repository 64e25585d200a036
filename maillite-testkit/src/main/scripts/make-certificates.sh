#!/bin/sh
# Makes the certificates of the test kit, all PKCS12 with the password "changeit". Run once; the result is committed.
# It needs nothing but the keytool of a JDK:   sh src/main/scripts/make-certificates.sh
set -eu
cd "$(dirname "$0")/../resources/io/maillite/testkit/tls"
rm -f ./*.p12

password=changeit
began="2020/01/01 00:00:00"
century=36524                # days
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

keys() {                     # keys <alias> <store> <dname> <key arguments...>: a key pair, self-signed
    alias=$1 store=$2 dname=$3
    shift 3
    keytool -genkeypair -alias "$alias" -keystore "$store" -storetype PKCS12 -storepass "$password" \
        -dname "$dname" -keyalg EC -groupname secp256r1 -startdate "$began" "$@"
}

issued() {                   # issued <name> <dname> <days> <signature algorithm> <extensions>: signed by the test CA
    keys "$1" "$1.p12" "$2" -validity "$3" -sigalg SHA256withECDSA
    keytool -certreq -alias "$1" -keystore "$1.p12" -storepass "$password" -file "$work/$1.csr"
    keytool -gencert -alias ca -keystore "$work/ca.p12" -storepass "$password" -infile "$work/$1.csr" \
        -outfile "$work/$1.crt" -startdate "$began" -validity "$3" -sigalg "$4" -ext "$5" -ext "$6"
    keytool -importcert -noprompt -alias ca -keystore "$1.p12" -storepass "$password" -file "$work/ca.crt"
    keytool -importcert -noprompt -alias "$1" -keystore "$1.p12" -storepass "$password" -file "$work/$1.crt"
    keytool -delete -alias ca -keystore "$1.p12" -storepass "$password"
}

keys ca "$work/ca.p12" "CN=Maillite test CA" -validity "$century" -sigalg SHA256withECDSA -ext bc:c=ca:true
keytool -exportcert -alias ca -keystore "$work/ca.p12" -storepass "$password" -file "$work/ca.crt"
keytool -importcert -noprompt -alias ca -keystore trust.p12 -storetype PKCS12 -storepass "$password" -file "$work/ca.crt"

here="san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1"
issued localhost        "CN=localhost" "$century" SHA256withECDSA "$here" eku=serverAuth
issued localhost-sha384 "CN=localhost" "$century" SHA384withECDSA "$here" eku=serverAuth
issued wrong-host       "CN=mail.example.org" "$century" SHA256withECDSA san=dns:mail.example.org eku=serverAuth
issued expired          "CN=localhost" 30 SHA256withECDSA "$here" eku=serverAuth
issued client           "CN=somebody" "$century" SHA256withECDSA san=email:somebody@example.org eku=clientAuth
keys self-signed self-signed.p12 "CN=localhost" -validity "$century" -sigalg SHA256withECDSA -ext "$here"
