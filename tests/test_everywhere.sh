#!/bin/sh
# test_everywhere.sh - secrets in every kind of place, put there by real tools: see
# run_everywhere.py.
export FLYIMG_CACHE= # every layer is read
exec python3 -B "$(dirname "$0")/run_everywhere.py" "$FLYIMG"
