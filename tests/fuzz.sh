#!/bin/sh
# fuzz.sh FOLDER SECONDS [TARGET...] - run libFuzzer targets, each from its corpus.
#
# New inputs stay in build/fuzz/corpus; a crash goes to build/fuzz/crash/TARGET-*.
# Give its smallest form to tests/corpus/TARGET/, where every `make test` replays it.
set -u
folder=$1 seconds=$2
shift 2
passed=0 failed=0
if [ $# -eq 0 ]; then
	for t in "$folder"/fuzz_*; do
		[ -x "$t" ] && [ ! -d "$t" ] && set -- "$@" "${t##*/fuzz_}"
	done
fi
mkdir -p build/fuzz/crash
# libarchive asks for as much as a 7z's header says: that is refused, as by a small machine.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}allocator_may_return_null=1:max_allocation_size_mb=768"
for name in "$@"; do
	mine=build/fuzz/corpus/$name seeds=tests/corpus/$name log=build/fuzz/$name.log
	mkdir -p "$mine"
	[ -d "$seeds" ] || seeds=
	# shellcheck disable=SC2086 # no seeds is no argument
	if "$folder/fuzz_$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=1024 \
		-print_final_stats=1 -artifact_prefix="build/fuzz/crash/$name-" \
		"$mine" $seeds >"$log" 2>&1; then
		passed=$((passed + 1))
		runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
		echo "ok    fuzz_$name: $runs inputs in ${seconds}s"
	else
		failed=$((failed + 1))
		echo "FAIL  fuzz_$name; the end of $log:"
		tail -n 30 "$log" | sed 's/^/      /'
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
