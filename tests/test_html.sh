#!/bin/sh
# test_html.sh - the HTML reports in a real browser: see run_html.py.
export FLYIMG_CACHE= # nothing of the user's is touched
exec python3 -B "$(dirname "$0")/run_html.py" "$FLYIMG"
