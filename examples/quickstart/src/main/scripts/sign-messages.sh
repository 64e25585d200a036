#!/bin/sh
# Makes the two signed messages of the quickstart, 06-smime-signed.eml and 07-dkim-signed.eml, and what their signatures
# are verified with. Run once; the result is committed, the private keys are thrown away. It needs nothing but OpenSSL:
#
#   sh src/main/scripts/sign-messages.sh
#
# How to verify what came back is in README.md.
set -eu
cd "$(dirname "$0")/../../../messages"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

crlf() { sed 's/$/\r/'; }
digits() { openssl base64 -A; }

# --- S/MIME: multipart/signed (RFC 8551), by a certificate that vouches for itself and is valid for a century.

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 36500 \
    -subj "/CN=Ada Example/emailAddress=ada@example.org" \
    -addext "subjectAltName=email:ada@example.org" \
    -addext "basicConstraints=critical,CA:FALSE" \
    -addext "keyUsage=critical,digitalSignature" \
    -addext "extendedKeyUsage=emailProtection" \
    -keyout "$work/smime.key" -out smime-certificate.pem 2> "$work/log" || { cat "$work/log" >&2; exit 1; }

crlf > "$work/entity" <<'TEXT'
Content-Type: text/plain; charset=us-ascii
Content-Transfer-Encoding: 7bit

This text is signed. Whoever changes one octet of it breaks the signature,   
  and these spaces, at the end of one line and the beginning of another, belong to it.

.
The dot above, too.

Ada
TEXT
{
    crlf <<'HEADER'
From: Ada Example <ada@example.org>
To: Bob Example <bob@example.org>
Subject: Signed by S/MIME
Date: Mon, 06 Jan 2025 08:20:00 +0000
Message-ID: <smime-6@quickstart.example.org>
HEADER
    # OpenSSL ends the message with an empty line that is no part of it
    openssl cms -sign -binary -crlfeol -in "$work/entity" -signer smime-certificate.pem -inkey "$work/smime.key" |
        tr -d '\r' | sed '${/^$/d}' | crlf
} > 06-smime-signed.eml
openssl cms -verify -in 06-smime-signed.eml -CAfile smime-certificate.pem -purpose any -out "$work/verified" 2> "$work/log" ||
    { cat "$work/log" >&2; exit 1; }
cmp "$work/entity" "$work/verified"

# --- DKIM (RFC 6376), the "simple" canonicalization of both header and body: it forgives nothing.

openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$work/dkim.key" 2> /dev/null
openssl pkey -in "$work/dkim.key" -pubout -out dkim-public-key.pem

crlf > "$work/header" <<'HEADER'
From: Ada Example <ada@example.org>
To: Bob Example <bob@example.org>
Subject: Signed   by DKIM
Date: Mon, 06 Jan 2025 08:20:30 +0000
Message-ID: <dkim-7@quickstart.example.org>
HEADER
crlf > "$work/body" <<'BODY'
The domain that sent this message has signed these fields and this text,
   with its    spaces   

and its empty lines.


Ada
BODY
body_hash=$(openssl dgst -sha256 -binary "$work/body" | digits)
# The field as it is signed: with an empty b=, and without its line end.
printf '%s\r\n\t%s\r\n\t%s\r\n\t%s' \
    "DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=example.org; s=quickstart;" \
    "h=from:to:subject:date:message-id;" \
    "bh=$body_hash;" \
    "b=" > "$work/field"
signature=$(cat "$work/header" "$work/field" | openssl dgst -sha256 -sign "$work/dkim.key" | digits |
    fold -w 72 | sed '2,$s/^/\t /')
{
    printf '%s%s\n' "$(cat "$work/field" | tr -d '\r')" "$signature" | crlf
    cat "$work/header"
    printf '\r\n'
    cat "$work/body"
} > 07-dkim-signed.eml
