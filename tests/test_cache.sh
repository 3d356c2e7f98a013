#!/bin/sh
# test_cache.sh - layers from the cache are told as if they had been read: see run_cache.py.
exec python3 -B "$(dirname "$0")/run_cache.py" "$FLYIMG"
