#!/bin/sh
# run.sh PROGRAM... - run tests, one line each, and a closing count.
#
# A PROGRAM is a cmocka binary, a fuzz target linked with fuzz_main.c (it gets
# tests/corpus/NAME), or a script whose last line is "N passed, N failed[, N
# skipped]".  FLYIMG is the program under test; what each prints is kept in LOGS and
# shown when it fails.  A program that runs no test has failed.
set -u
export FLYIMG_CACHE= # every layer is read
LOGS=${LOGS:-build/plain/log}
mkdir -p "$LOGS"
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1:allocator_may_return_null=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"
passed=0 failed=0 skipped=0

# The number in the last line of the log that matches a sed pattern, or 0.
number() {
	n=$(sed -n "s/$1/\\1/p" "$log" | tail -n 1)
	echo "${n:-0}"
}

count_cmocka() {
	p=$(number '^\[  PASSED  \] \([0-9]*\) test.*')
	f=$(number '^ *\[  FAILED  \] \([0-9]*\) test.*')
	s=$(number '^ *\[  SKIPPED \] \([0-9]*\) test.*')
}

count_plain() {
	p=$(number '^\([0-9]*\) passed, [0-9]* failed.*')
	f=$(number '^[0-9]* passed, \([0-9]*\) failed.*')
	s=$(number '^[0-9]* passed, [0-9]* failed, \([0-9]*\) skipped.*')
}

for t in "$@"; do
	name=$(basename "$t")
	log=$LOGS/$name.log
	case $name in
	*.sh) timeout 1800 sh "$t" >"$log" 2>&1 </dev/null ;;
	fuzz_*) timeout 900 "$t" "tests/corpus/${name#fuzz_}" >"$log" 2>&1 </dev/null ;;
	*) timeout 900 "$t" >"$log" 2>&1 </dev/null ;;
	esac
	rc=$?
	case $name in
	*.sh | fuzz_*) count_plain ;;
	*) count_cmocka ;;
	esac
	if [ $rc -ne 0 ] && [ "$f" -eq 0 ]; then
		f=1
		echo "run.sh: $name ended with status $rc" >>"$log"
	elif [ $((p + f + s)) -eq 0 ]; then
		f=1
		echo "run.sh: $name ran no test" >>"$log"
	fi
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
	if [ "$f" -ne 0 ]; then
		printf 'FAIL  %-24s %4d passed, %d failed; the end of %s:\n' "$name" "$p" "$f" "$log"
		grep -v -e '^\[ RUN ' -e '^\[       OK \]' -e '^ok ' "$log" | tail -n 60 | sed 's/^/      /'
	elif [ "$s" -ne 0 ]; then
		printf 'ok    %-24s %4d passed, %d skipped\n' "$name" "$p" "$s"
		grep '^skip' "$log" | sed 's/^/      /'
	else
		printf 'ok    %-24s %4d passed\n' "$name" "$p"
	fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
