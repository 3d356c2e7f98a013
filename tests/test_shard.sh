#!/bin/sh
# test_shard.sh - parts of an audit, run apart and merged: see run_shard.py.
export FLYIMG_CACHE= # nothing of the user's is touched
exec python3 -B "$(dirname "$0")/run_shard.py" "$FLYIMG"
