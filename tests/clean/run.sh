#!/bin/sh
# run.sh [debian|npm|pypi]... - is flyimg quiet on files that are clean?
#
# Installs the packages named in debian.txt, npm.txt and pypi.txt, with what they depend
# on and without running anything of theirs, makes an image of each tree, checks it, and
# counts what is found by rule and severity.  A finding at high or critical that is not
# listed in expected.txt fails.  Needs the three registries, 10 GB and some minutes, so
# it is no part of `make test`: `make clean-corpora`.
#
#   FLYIMG  the program                   (build/plain/flyimg)
#   CLEAN   where trees are made and kept (build/clean-corpora); what is there is used again
# shellcheck disable=SC2317 # functions are called by a name that is put together
set -eu
export FLYIMG_CACHE= # every layer is read
here=$(cd "$(dirname "$0")" && pwd)
FLYIMG=${FLYIMG:-$here/../../build/plain/flyimg}
CLEAN=${CLEAN:-$here/../../build/clean-corpora}
mkdir -p "$CLEAN"
CLEAN=$(cd "$CLEAN" && pwd)
[ -x "$FLYIMG" ] || { echo "run.sh: no program at $FLYIMG" >&2; exit 2; }

names() {
	sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$here/$1.txt"
}

# apt-get as on a system where nothing is installed, with lists and a cache of its own.
apt() {
	apt-get -qq -o Dir::Etc::sourcelist="$CLEAN/apt/sources.list" \
		-o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists="$CLEAN/apt/lists" \
		-o Dir::State::status="$CLEAN/apt/status" -o Dir::Cache="$CLEAN/apt/cache" \
		-o APT::Install-Recommends=false -o APT::Sandbox::User=root \
		-o Debug::NoLocking=1 "$@"
}

# unpack_deb FILE TREE: the files, and what dpkg would note about them.
unpack_deb() {
	info=$2/var/lib/dpkg/info
	package=$(dpkg-deb -f "$1" Package)
	mkdir -p "$info"
	dpkg-deb -x "$1" "$2"
	rm -rf "$CLEAN/apt/control"
	dpkg-deb -e "$1" "$CLEAN/apt/control"
	if [ -f "$CLEAN/apt/control/md5sums" ]; then
		cp "$CLEAN/apt/control/md5sums" "$info/$package.md5sums"
	fi
	{
		sed -n '1,/^Package:/p' "$CLEAN/apt/control/control"
		echo "Status: install ok installed"
		sed '1,/^Package:/d' "$CLEAN/apt/control/control"
		echo
	} >>"$2/var/lib/dpkg/status"
}

tree_debian() {
	mkdir -p "$CLEAN/apt/lists/partial" "$CLEAN/apt/cache/archives/partial" "$1"
	: >"$CLEAN/apt/status"
	echo "deb http://deb.debian.org/debian bookworm main" >"$CLEAN/apt/sources.list"
	apt update
	# One by one: some of them are alternatives of each other.
	names debian | while read -r package; do
		apt install -y --download-only "$package" </dev/null >/dev/null
	done
	for deb in "$CLEAN"/apt/cache/archives/*.deb; do
		unpack_deb "$deb" "$1"
	done
}

# One by one: a registry's mirror may lack the newest version of something.
tree_npm() {
	mkdir -p "$1/app"
	echo '{ "name": "clean", "version": "1.0.0", "private": true }' >"$1/app/package.json"
	names npm | while read -r package; do
		npm install --prefix "$1/app" --ignore-scripts --no-audit --no-fund \
			--loglevel=error --legacy-peer-deps --prefer-offline --cache "$CLEAN/cache-npm" \
			"$package" </dev/null >/dev/null 2>"$CLEAN/npm.log" ||
			echo "run.sh: npm has no $package: $(sed -n 2p "$CLEAN/npm.log")" >&2
	done
}

tree_pypi() {
	# shellcheck disable=SC2046
	python3 -m pip install --quiet --disable-pip-version-check --cache-dir "$CLEAN/cache-pypi" \
		--root-user-action=ignore --only-binary :all: \
		--target "$1/usr/local/lib/python3/site-packages" $(names pypi) 2>"$CLEAN/pypi.log"
}

# A tree is made once; a broken one is not taken for a whole one.
make_tree() {
	[ -d "$CLEAN/$1" ] && return
	rm -rf "$CLEAN/$1.new"
	mkdir -p "$CLEAN/$1.new"
	"tree_$1" "$CLEAN/$1.new"
	mv "$CLEAN/$1.new" "$CLEAN/$1"
}

failed=0
[ $# -gt 0 ] || set -- debian npm pypi
for corpus; do
	[ -f "$here/$corpus.txt" ] || { echo "run.sh: no list $corpus.txt" >&2; exit 2; }
	make_tree "$corpus"
	python3 -B "$here/check.py" "$FLYIMG" "$CLEAN/$corpus" "$here/expected.txt" || failed=1
done
exit $failed
