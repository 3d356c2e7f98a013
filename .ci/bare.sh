#!/bin/bash
# bare.sh [SUITE...] - do the README's two commands work on a machine that has nothing?
#
# For each suite (bookworm, noble; default bookworm) a minimal system is made by
# mmdebstrap, git and this checkout are put in, and the commands run as written, as
# root, in a mount namespace.  Root; needs the suite's package archive.
set -euo pipefail
cd "$(dirname "$0")/.."
w=$(mktemp -d /tmp/flyimg-bare-XXXXXX)
trap 'rm -rf --one-file-system "$w"' EXIT
passed=0 failed=0
[ $# -gt 0 ] || set -- bookworm
readme() { sed -n "/^<!-- $1 -->/,/^\`\`\`\$/p" README.md | grep '^apt-get'; }
run() {
	# shellcheck disable=SC2016 # the inner shell expands them
	unshare -m --propagation private bash -c '
		mount -t proc proc "$1/proc"; mount --rbind /dev "$1/dev"
		exec chroot "$1" env -i HOME=/root TERM=dumb PATH=/usr/sbin:/usr/bin:/sbin:/bin \
			bash -c "cd /src/flyimg && $2"' x "$1" "$2"
}
for suite; do
	root=$w/$suite
	universe=
	[ "$suite" = noble ] && universe=--components=main,universe
	# shellcheck disable=SC2086
	if ! mmdebstrap --quiet --variant=minbase $universe --include=git "$suite" "$root" >"$w/log" 2>&1; then
		echo "skip: no $suite here: $(tail -n 1 "$w/log")"
		continue
	fi
	[ -e "$root/usr/bin/make" ] && { echo "$suite is not bare: it has make"; exit 1; }
	cp /etc/resolv.conf /etc/hosts "$root/etc/"
	for name in demo test; do
		rm -rf "$root/src"
		mkdir "$root/src"
		git clone -q . "$root/src/flyimg"
		if run "$root" "$(readme $name)" >"$w/out" 2>&1; then
			passed=$((passed + 1))
			echo "ok    $suite: $name"
			[ "$name" = demo ] && awk '/^acme/ { on = 1 } on && n++ < 20' "$w/out"
			[ "$name" = test ] && tail -n 1 "$w/out"
		else
			failed=$((failed + 1))
			echo "FAIL  $suite: $name"
			grep -A 15 '^FAIL' "$w/out" || true
			tail -n 30 "$w/out"
		fi
	done
	rm -rf --one-file-system "$root"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
