#!/bin/sh
# Tries setup.exe and .msi under Debian's wine, as a TAP list. Options are those of check_windows.py.
exec "${PYTHON:-python3}" "$(dirname "$0")/../check_windows.py" "$@"
