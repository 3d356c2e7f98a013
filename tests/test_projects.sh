#!/bin/sh
# test_projects.sh - five projects, right and with one mistake each time: see run_projects.py.
export FLYIMG_CACHE= # every layer is read
exec python3 -B "$(dirname "$0")/run_projects.py" "$FLYIMG"
