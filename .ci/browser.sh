#!/usr/bin/env bash
# The browser that tests of the desk drive: Debian's Chromium, where it is not there yet. Tests skip, and say so, where it cannot be had.
set -uo pipefail
if command -v chromium >/dev/null 2>&1; then
  exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
  echo "browser.sh: no apt-get here; install chromium by hand to run the browser tests" >&2
  exit 0
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo -n)
fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get install -y --no-install-recommends chromium >/dev/null 2>&1 ||
  { "${as_root[@]}" apt-get update >/dev/null 2>&1 && "${as_root[@]}" apt-get install -y --no-install-recommends chromium >/dev/null 2>&1; } ||
  echo "browser.sh: chromium could not be installed; the browser tests are skipped" >&2
exit 0
