#!/bin/sh
# test_hostile.sh - damaged and hostile archives: see run_hostile.py.
export FLYIMG_CACHE= # every layer is read
exec python3 -B "$(dirname "$0")/run_hostile.py" "$FLYIMG"
