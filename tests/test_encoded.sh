#!/bin/sh
# test_encoded.sh - encoded secrets in whole images and projects: see run_encoded.py.
exec python3 -B "$(dirname "$0")/run_encoded.py" "$FLYIMG"
