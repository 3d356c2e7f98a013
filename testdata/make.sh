#!/bin/bash
# make.sh NEW_ROOT - make the archives in this folder again, by the tools they are of.
#
# Root, on Debian 12 with docker.io, skopeo, podman, umoci and gcc; NEW_ROOT is a Debian 13
# chroot with docker.io, docker-cli, docker-buildx, containerd and runc, for example by
#   mmdebstrap --variant=minbase --include=docker.io,docker-cli,docker-buildx,containerd,runc trixie NEW_ROOT
# Daemons listen on sockets in a scratch folder and are ended by their pid files.  No
# network is used.  Digests change from run to run (tools write times); leaks do not.
set -euo pipefail
new=$(cd "${1:?usage: make.sh NEW_ROOT}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
w=$(mktemp -d /tmp/fdXXXX)

stop() {
	for f in "$w"/*.pid; do
		[ -e "$f" ] || continue
		pid=$(cat "$f")
		kill "$pid" 2>/dev/null || continue
		for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep .1; done
	done
	awk -v w="$w/" 'index($2, w) == 1 { print $2 }' /proc/mounts | sort -r |
		while read -r m; do umount -l "$m"; done
	rm -rf --one-file-system "$w"
}
trap stop EXIT

in_new() { # run in the newer Debian, in its own mount namespace, with $w at /w
	# shellcheck disable=SC2016 # the inner shell expands them
	unshare -m --propagation private bash -c '
		T=$1; w=$2; shift 2
		mount --bind "$T" "$T"; mount --bind /dev "$T/dev"; mount -t proc proc "$T/proc"
		mount --rbind /sys "$T/sys"; mkdir -p "$T/w"; mount --bind "$w" "$T/w"
		exec chroot "$T" env HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin DOCKER_RAMDISK=1 "$@"' x "$new" "$w" "$@"
}
wait_for() {
	for _ in $(seq 150); do
		[ -S "$1" ] && return
		sleep .2
	done
	echo "$1: no daemon there" >&2
	exit 1
}
quiet="--iptables=false --ip6tables=false --bridge=none"
# shellcheck disable=SC2086
dockerd $quiet --data-root="$w/d20.data" --exec-root="$w/d20.x" --pidfile="$w/d20.pid" \
	-H "unix://$w/d20.sock" >"$w/d20.log" 2>&1 &
echo '{"features":{"containerd-snapshotter":true}}' >"$w/c.json"
# shellcheck disable=SC2086
in_new dockerd $quiet --data-root=/w/d26.data --exec-root=/w/d26.x --pidfile=/w/d26.pid \
	-H unix:///w/d26.sock >"$w/d26.log" 2>&1 &
# shellcheck disable=SC2086
in_new dockerd --config-file /w/c.json $quiet --data-root=/w/d26c.data --exec-root=/w/d26c.x \
	--pidfile=/w/d26c.pid -H unix:///w/d26c.sock >"$w/d26c.log" 2>&1 &
for n in d20 d26 d26c; do wait_for "$w/$n.sock"; done
d20() { DOCKER_BUILDKIT=0 /usr/bin/docker -H "unix://$w/d20.sock" "$@"; }
d26() { in_new docker -H unix:///w/d26.sock "$@"; }
d26c() { in_new docker -H unix:///w/d26c.sock "$@"; }

# --- the contexts: this folder's files and the planted ones ----------------------
eval "$(python3 "$here/plant.py" "$w")"
cp "$here"/demo/{Dockerfile,fly.toml,.dockerignore,package.json,server.js} "$w/shop/"
cp "$here/multi.Dockerfile" "$w/multi/Dockerfile"
mkdir -p "$w/base/bin" "$w/base/etc"
cc -Os -static -nostdlib -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables \
	-fcf-protection=none -Wl,-z,noseparate-code,--build-id=none,-s -o "$w/base/bin/sh" "$here/sh.c"
cp "$w/base/bin/sh" "$w/base/bin/node"
printf 'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n' >"$w/base/etc/passwd"
printf 'FROM scratch\nCOPY bin /bin\nCOPY etc /etc\n' >"$w/base/Dockerfile"
find "$w/base" "$w/shop" "$w/multi" -exec touch -h -d 2026-01-01T00:00:00Z {} +

# --- the archives ----------------------------------------------------------------
out=$here/images
mkdir -p "$out"
keep() { gzip -9nc >"$out/$1.gz"; } # plain text of fake tokens stays out of the repository
d20 build -q --network none -t acme/node "$w/base" >/dev/null
d20 build -q --network none --build-arg "NPM_TOKEN=$NPM_TOKEN" -t acme/bookshop:1.0 "$w/shop" >/dev/null
d20 save acme/bookshop:1.0 >"$w/shop.tar"
gzip -9nc "$w/shop.tar" >"$here/demo/image.tar.gz"
d26 load -q -i /w/shop.tar >/dev/null
d26 save acme/bookshop:1.0 | keep docker26.tar
d26c load -q -i /w/shop.tar >/dev/null
d26c save acme/bookshop:1.0 | keep docker26-containerd.tar
podman --root "$w/p4" --runroot "$w/p4r" load -q -i "$w/shop.tar" >/dev/null
podman --root "$w/p4" --runroot "$w/p4r" save -q --format docker-archive acme/bookshop:1.0 | keep podman-docker-archive.tar
skopeo copy -q "docker-archive:$w/shop.tar" "oci-archive:$w/oci.tar:acme/bookshop:1.0"
keep oci-archive.tar <"$w/oci.tar"
skopeo copy -q "docker-archive:$w/shop.tar" "oci:$w/oci:acme/bookshop:1.0"
tar -C "$w" --sort=name --owner=0 --group=0 --mtime=@0 -cf - oci | keep oci-folder.tar
skopeo copy -q --dest-compress-format zstd "docker-archive:$w/shop.tar" "oci-archive:$w/zstd.tar:acme/bookshop:1.0"
keep oci-zstd.tar <"$w/zstd.tar"
skopeo copy -q "docker-archive:$w/shop.tar" "dir:$w/dir"
tar -C "$w" --sort=name --owner=0 --group=0 --mtime=@0 -cf - dir | keep skopeo-dir.tar
cp -a "$w/oci" "$w/umoci"
umoci --log=fatal config --image "$w/umoci:acme/bookshop:1.0" --tag 1.0-umoci --config.label made-by=umoci
tar -C "$w" --sort=name --owner=0 --group=0 --mtime=@0 -cf - umoci | keep umoci-folder.tar
d26c buildx build -q --platform linux/amd64,linux/arm64 --provenance=mode=max \
	--build-arg "DEPLOY_TOKEN=$DEPLOY_TOKEN" --output type=oci,name=acme/multi:1,dest=- /w/multi |
	keep buildx-multi-platform-attested.tar
ls -l "$out" "$here/demo/image.tar.gz"
