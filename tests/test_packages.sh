#!/bin/sh
# test_packages.sh - see run_packages.py.
exec python3 -B "$(dirname "$0")/run_packages.py" "$FLYIMG"
