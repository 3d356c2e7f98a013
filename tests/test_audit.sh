#!/bin/sh
# test_audit.sh - the program on registries, trees and folders of images: see run_audit.py.
export FLYIMG_CACHE= # nothing of the user's is touched
exec python3 -B "$(dirname "$0")/run_audit.py" "$FLYIMG"
