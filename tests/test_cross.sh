#!/bin/sh
# test_cross.sh - every rule of category cross on a pair of images: see run_cross.py.
export FLYIMG_CACHE= # every layer is read
exec python3 -B "$(dirname "$0")/run_cross.py" "$FLYIMG"
