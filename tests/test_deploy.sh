#!/bin/sh
# test_deploy.sh - images of real programs that would not start: see run_deploy.py.
export FLYIMG_CACHE= # every layer is read
exec python3 -B "$(dirname "$0")/run_deploy.py" "$FLYIMG"
