#!/bin/sh
# test_readme.sh - what the README shows is what the program prints: see readme.py.
export FLYIMG_CACHE= # every layer is read
exec python3 -B "$(dirname "$0")/readme.py" "$FLYIMG"
