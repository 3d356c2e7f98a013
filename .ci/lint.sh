#!/bin/sh
# lint.sh - what the compiler does not refuse: includes that run the wrong way, calls
# that have a safer kin, libraries that talk, and cppcheck's and clang-tidy's view.
#
# Comments and strings are taken out first, so that a word may be named in them.
set -u
LC_ALL=C
export LC_ALL
failed=0
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# The code of one file, line for line, without comments, and strings emptied.
strip() {
	awk '{
		line = $0; out = ""
		while (line != "") {
			if (inside) {
				i = index(line, "*/")
				if (!i) { line = ""; continue }
				line = substr(line, i + 2); inside = 0; continue
			}
			if (match(line, /^"([^"\\]|\\.)*"/) || match(line, /^\047([^\047\\]|\\.)*\047/)) {
				out = out "\"\""; line = substr(line, RLENGTH + 1); continue
			}
			if (substr(line, 1, 2) == "//") break
			if (substr(line, 1, 2) == "/*") { inside = 1; line = substr(line, 3); continue }
			out = out substr(line, 1, 1); line = substr(line, 2)
		}
		print out
	}' "$1"
}

# refuse WHAT PATTERN FILE...: no line of these files' code may match.
refuse() {
	what=$1 pattern=$2
	shift 2
	for f in "$@"; do
		[ -f "$tmp/$f" ] || continue
		grep -nE "$pattern" "$tmp/$f" | sed "s|^|$f:|; s|\$|  <- $what|" >>"$tmp/hits"
	done
}

# includes WHAT HEADER-PATTERN FILE...: none of these may include such a header.
includes() {
	what=$1 pattern=$2
	shift 2
	grep -nE "^#[[:space:]]*include[[:space:]]*[<\"]($pattern)" "$@" /dev/null |
		sed "s|\$|  <- $what|" >>"$tmp/hits"
}

sources=$(ls lib/*.[ch] lib/*.cc layers/*.[ch] rules/*.[ch] cmd/*.[ch] tests/*.[ch] 2>/dev/null)
for f in $sources; do
	mkdir -p "$tmp/${f%/*}"
	strip "$f" >"$tmp/$f"
done
: >"$tmp/hits"
from() { # the sources of these folders
	for d in "$@"; do
		for f in $sources; do
			case $f in "$d"/*) echo "$f" ;; esac
		done
	done
}
lib=$(from lib) layers=$(from layers) rules=$(from rules) cmd=$(from cmd)
# shellcheck disable=SC2046,SC2086 # file lists are words
{
	includes "lib/ includes nothing of ours but lib/" '(layers|rules|cmd|tests)/' $lib
	includes "layers/ includes lib/ only" '(rules|cmd|tests)/' $layers
	includes "rules/ includes lib/ and layers/ only" '(cmd|tests)/' $rules
	includes "the program includes no test" 'tests/' $cmd
	includes "libarchive is layers/ alone" 'archive(_entry)?\.h' $lib $rules $cmd
	includes "PCRE2 and libhs are rules/ alone" '(pcre2|hs|hs/hs)\.h' $lib $layers $cmd
	includes "toml++ is one .cc file in lib/" 'toml(\+\+|plusplus)' $layers $rules $cmd $(ls lib/*.[ch])
	includes "include from the root: \"room/name.h\"" '[^/">]+\.h"' $lib $layers $rules $cmd
	refuse "unbounded; use fi_buf, snprintf or memcpy" \
		'(^|[^_[:alnum:]])(strcpy|strcat|stpcpy|sprintf|vsprintf|gets|strncat|strncpy)[[:space:]]*\(' $sources
	refuse "accepts anything; use lib/num.h" \
		'(^|[^_[:alnum:]])(atoi|atol|atoll|atof|scanf|sscanf|fscanf)[[:space:]]*\(' $sources
	refuse "keeps hidden state" \
		'(^|[^_[:alnum:]])(strtok|asctime|ctime|gmtime|localtime|rand|srand|tmpnam|mktemp)[[:space:]]*\(' $sources
	refuse "runs a shell" '(^|[^_[:alnum:]])(system|popen)[[:space:]]*\(' $lib $layers $rules $cmd
	refuse "a library does not print" \
		'(^|[^_[:alnum:]])(printf|vprintf|puts|putchar|perror|fprintf|vfprintf|fputs)[[:space:]]*\(' $lib $layers $rules
	refuse "a library does not end the program or read the environment" \
		'(^|[^_[:alnum:]])(exit|_exit|abort|getenv|secure_getenv|setenv)[[:space:]]*\(' $lib $layers $rules
}
if [ -s "$tmp/hits" ]; then
	cat "$tmp/hits"
	failed=1
fi

# The scripts, if someone has shellcheck.
if command -v shellcheck >/dev/null; then
	shellcheck -S warning .ci/run .ci/*.sh tests/*.sh bench/*.sh testdata/*.sh \
		packaging/*/*.sh packaging/*/*.sbatch || failed=1
fi

if command -v cppcheck >/dev/null; then
	cppcheck -q -j2 --std=c11 --enable=warning,portability,performance --inline-suppr \
		--error-exitcode=1 --suppressions-list=.ci/cppcheck.txt -D__GNUC__ -I. \
		lib layers rules cmd || failed=1
else
	echo "skip: cppcheck is not installed"
fi
[ $failed -eq 0 ] && echo "lint: clean"
exit $failed
