#!/bin/sh
# test_encoded.sh - encoded secrets in whole images and projects: see run_encoded.py.
export FLYIMG_CACHE= # every layer is read
exec python3 -B "$(dirname "$0")/run_encoded.py" "$FLYIMG"
