#!/bin/sh
# test_shard.sh - parts of an audit, run apart and merged: see run_shard.py.
exec python3 -B "$(dirname "$0")/run_shard.py" "$FLYIMG"
