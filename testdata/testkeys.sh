#!/bin/sh
# testkeys.sh - make rules/testkeys.c again: fetch packages that carry private keys for
# their tests, by name, from Debian (apt), PyPI (pip) and npm, and hash the keys in them.
# Nothing of theirs is run.  It needs the network, 100 MB and two minutes.
set -e
here=$(cd "$(dirname "$0")" && pwd)
work=${1:-$here/../build/testkeys}
mkdir -p "$work/deb" "$work/pip" "$work/npm"

cd "$work/deb"
for p in libgnutls30 gnutls-bin dovecot-core libssh-4 libpython3.11-testsuite \
	golang-1.19-src libssl-dev openvpn libnet-ssleay-perl libio-socket-ssl-perl \
	python3-twisted python3-tornado python3-pycryptodome python3-ecdsa libdbi-perl \
	ruby-net-ssh libruby3.1 python3-future python3-gevent python3-ldap libevent-dev \
	libmono-security4.0-cil libwebsockets-test-server-common mosquitto-dev \
	postgresql-common php-seclib
do
	apt-get download -q "$p" >/dev/null 2>&1 || echo "testkeys.sh: no package $p" >&2
done

cd "$work/pip"
for p in cryptography_vectors twisted tornado pycryptodome ecdsa gevent trustme rsa \
	pyOpenSSL httpbin pytest-httpbin moto
do
	pip download -q --no-deps "$p" >/dev/null 2>&1 || echo "testkeys.sh: no package $p" >&2
done

cd "$work/npm"
for p in ssh2 node-rsa public-encrypt jsrsasign selfsigned node-forge sshpk http-signature \
	jsonwebtoken pem spdy webpack-dev-server@3 https-proxy-agent
do
	npm pack -s "$p" >/dev/null 2>&1 || echo "testkeys.sh: no package $p" >&2
done

python3 -B "$here/testkeys.py" "$work" >"$here/../rules/testkeys.c"
