#!/bin/sh
# instructions.sh FLYIMG [--write] - has the program become slower?
#
# Counts the instructions of one check of a small image that is always the same, under
# valgrind's callgrind: unlike seconds they do not depend on what else the machine does
# (two runs differ by 0.01%).  Fails when there are more than 10% over the figure for this
# system in bench/instructions.txt; --write puts the new figure there, on purpose.  The
# dynamic linker's part is in it: a library more at every start is a cost, too.
set -eu
export FLYIMG_CACHE= # every layer is read
flyimg=$1
write=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
list=$here/instructions.txt
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
LC_ALL=C.UTF-8
export LC_ALL
command -v valgrind >/dev/null || { echo "skip: valgrind is not installed"; exit 0; }
# Libraries take other ways where the processor has no AVX2, and count otherwise.
case $(uname -m) in
x86_64) grep -qw avx2 /proc/cpuinfo || { echo "skip: a processor without AVX2"; exit 0; } ;;
esac
[ -x "$flyimg" ] || { echo "instructions.sh: no program $flyimg" >&2; exit 2; }

# What images are made of: prose, code, settings, base64, bytes; some of it is suspicious.
make_image() {
	mkdir -p "$tmp/root/app/config" "$tmp/root/usr/share/doc/x" "$tmp/root/usr/bin"
	awk 'function next_one() { x = (x * 69069 + 5) % 65536; return x }
	BEGIN {
		x = 1; n = split("the key of a token is read from file when user sets " \
			"password in config for server and api returns secret value", word, " ")
		for (i = 0; i < 9000; i++) {
			printf "%s ", word[int(next_one() / 65536 * n) + 1] >ARGV[1]
			if (i % 11 == 0) print "" >ARGV[1]
		}
		for (i = 0; i < 2000; i++) {
			v = word[int(next_one() / 65536 * n) + 1]
			printf "const %s%d = require(\"./lib/%s\"); // %s\n", v, i, v, v >ARGV[2]
			printf "  %s.apiKey = process.env.API_KEY_%d;\n", v, next_one() >ARGV[2]
		}
		for (i = 0; i < 1500; i++)
			printf "%s_%d:\n  password: ${PASSWORD_%d}\n  url: http://h%d.acme.io/%d\n",
				word[i % n + 1], i, i, next_one(), i >ARGV[3]
		digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
		for (i = 0; i < 60000; i++) {
			printf "%s", substr(digits, int(next_one() / 1024) + 1, 1) >ARGV[4]
			if (i % 76 == 75) print "" >ARGV[4]
		}
	}' "$tmp/root/usr/share/doc/x/README" "$tmp/root/app/server.js" \
		"$tmp/root/app/config/prod.yaml" "$tmp/root/app/data.b64"
	dd if=/dev/zero bs=1024 count=64 2>/dev/null | tr '\0' '\7' >"$tmp/root/usr/bin/tool"
	printf 'MODE=prod\nDB_PASS%s\n' 'WORD=vR7mKq2XwT9zLb4NcJ6h' >"$tmp/root/app/.env"
	mkdir "$tmp/image"
	pack "$tmp/root" "$tmp/image/layer.tar" app usr
	diff=$(sha256sum "$tmp/image/layer.tar" | cut -d' ' -f1)
	printf '{"os":"linux","architecture":"amd64","rootfs":{"diff_ids":["sha256:%s"]}}' \
		"$diff" >"$tmp/image/config.json"
	printf '[{"Config":"config.json","RepoTags":["a:b"],"Layers":["layer.tar"]}]' \
		>"$tmp/image/manifest.json"
	pack "$tmp/image" "$tmp/image.tar" config.json layer.tar manifest.json
}

# pack FOLDER TAR NAME...: the same bytes whoever does it, and whenever.
pack() {
	folder=$1 tar=$2
	shift 2
	tar -C "$folder" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner \
		--mode=go=rX,u+rw --format=ustar -cf "$tar" "$@"
}

make_image
rc=0
# The environment is on the stack and in the linker's way: the same few words for all.
env -i LC_ALL="$LC_ALL" PATH="$PATH" \
	valgrind --tool=callgrind --callgrind-out-file="$tmp/out" "$flyimg" \
	check --no-context "$tmp/image.tar" >"$tmp/report" 2>"$tmp/err" || rc=$?
now=$(sed -n 's/.*Collected : *\([0-9]*\).*/\1/p' "$tmp/err")
if [ $rc -ne 1 ] || [ -z "$now" ]; then
	cat "$tmp/report" "$tmp/err" >&2
	echo "instructions.sh: the check ended with status $rc" >&2
	exit 1
fi
system=$(. /etc/os-release && echo "$ID-$VERSION_ID")-$(uname -m)
was=$(sed -n "s/^$system //p" "$list")
if [ "$write" = --write ]; then
	{ grep -v "^$system " "$list" || :; echo "$system $now"; } |
		sort >"$tmp/list"
	cp "$tmp/list" "$list"
	echo "instructions: $now, kept for $system (was ${was:-not known})"
elif [ -z "$was" ]; then
	echo "skip: no figure for $system in bench/instructions.txt ($now)"
elif [ "$now" -gt $((was + was / 10)) ]; then
	echo "instructions: $now, more than 10% over $was for $system."
	echo "If that is worth it: make instructions WRITE=--write"
	exit 1
else
	echo "instructions: $now, at most 10% over $was for $system"
fi
