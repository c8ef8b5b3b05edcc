#!/usr/bin/env bash
# Builds everything and runs every test; needs the .NET SDK and nothing else.
# The cookbook's pages run with the tools they are for. On Debian, as root, those that are missing are installed meanwhile, unless
# DECISIONS_TOOLS=no; elsewhere the pages whose tools are missing are skipped and counted.
# DECISIONS_REAL_DATA=FOLDER also runs the tests over real published files; without it they are skipped and counted.
set -euo pipefail
cd "$(dirname "$0")"

command -v dotnet >/dev/null || {
  echo "test.sh needs the .NET SDK 10 (https://dotnet.microsoft.com/download) on the PATH." >&2
  exit 1
}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

results=$(mktemp)
log=$(mktemp)
trap 'rm -f "$results" "$log"' EXIT

install_tools() {
  [[ ${DECISIONS_TOOLS:-} != no && $(id -u) == 0 && -f /etc/debian_version ]] || return 0
  local missing=() tool
  for tool in jq python3-pandas r-base-core r-cran-jsonlite libreoffice-calc-nogui chromium-headless-shell; do
    dpkg -s "$tool" >"$log" 2>&1 || missing+=("$tool")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  timeout 60 apt-get update -q >"$log" 2>&1 || true
  for tool in "${missing[@]}"; do
    DEBIAN_FRONTEND=noninteractive timeout 180 apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=60 "$tool" >"$log" 2>&1 ||
      echo "$tool could not be installed: $(grep '^E:' "$log" | head -n 1)" >&2
  done
}
install_tools &

dotnet tool restore
dotnet csharpier check .
dotnet build DecisionsApi.sln -c Release -v quiet

wait
status=0
dotnet tests/DecisionsApi.Tests/bin/Release/net10.0/DecisionsApi.Tests.dll -noColor -noLogo -xml "$results" || status=$?

count() { sed -n "s/.*<assembly [^>]* $1=\"\([0-9]*\)\".*/\1/p" "$results" | awk '{ n += $1 } END { print n + 0 }'; }
failed=$(($(count failed) + $(count errors)))
[[ $(count total) -gt 0 ]] || { echo "No test was run." >&2; exit 1; }
echo "$(count passed) passed, $failed failed, $(count skipped) skipped"
exit "$status"
