#!/usr/bin/env bash
# Builds everything and runs every test; needs the .NET SDK and nothing else.
# DECISIONS_REAL_DATA=FOLDER also runs the tests over real published files; without it they are skipped and counted.
set -euo pipefail
cd "$(dirname "$0")"

command -v dotnet >/dev/null || {
  echo "test.sh needs the .NET SDK 10 (https://dotnet.microsoft.com/download) on the PATH." >&2
  exit 1
}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet tool restore
dotnet csharpier check .
dotnet build DecisionsApi.sln -c Release -v quiet

results=$(mktemp)
trap 'rm -f "$results"' EXIT
status=0
dotnet tests/DecisionsApi.Tests/bin/Release/net10.0/DecisionsApi.Tests.dll -noColor -noLogo -xml "$results" || status=$?

count() { sed -n "s/.*<assembly [^>]* $1=\"\([0-9]*\)\".*/\1/p" "$results" | awk '{ n += $1 } END { print n + 0 }'; }
failed=$(($(count failed) + $(count errors)))
[[ $(count total) -gt 0 ]] || { echo "No test was run." >&2; exit 1; }
echo "$(count passed) passed, $failed failed, $(count skipped) skipped"
exit "$status"
