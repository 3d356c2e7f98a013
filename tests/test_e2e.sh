#!/bin/sh
# test_e2e.sh - the program on archives that real tools wrote: see run_e2e.py.
export FLYIMG_CACHE= # every layer is read
exec python3 -B "$(dirname "$0")/run_e2e.py" "$FLYIMG"
