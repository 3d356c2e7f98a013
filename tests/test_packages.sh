#!/bin/sh
# test_packages.sh - see run_packages.py.
export FLYIMG_CACHE= # every layer is read
exec python3 -B "$(dirname "$0")/run_packages.py" "$FLYIMG"
