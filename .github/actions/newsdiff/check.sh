#!/usr/bin/env bash
# The action's own step: the inputs, one a line in the environment, become arguments of `newsdiff check`.
# Nothing of them is run by the shell.
set -uo pipefail

lines() { while IFS= read -r line || [ -n "$line" ]; do [ -n "$line" ] && printf '%s\0' "$line"; done <<<"$1"; }

mapfile -d '' -t paths < <(lines "${INPUT_PATHS:-.}")
mapfile -d '' -t options < <(lines "${INPUT_ARGS:-}")
[ -n "${INPUT_SARIF:-}" ] && options+=(--output "sarif=$INPUT_SARIF")
[ "${INPUT_SUMMARY:-true}" = true ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ] && summary="$RUNNER_TEMP/newsdiff-summary.md" &&
  options+=(--output "markdown=$summary")
if [ "${INPUT_CACHE:-true}" = true ]; then
  options+=(--cache "$RUNNER_TEMP/newsdiff-cache")
else
  options+=(--no-cache)
fi

newsdiff check --format github "${options[@]}" -- "${paths[@]}"
status=$?

if [ -n "${summary:-}" ] && [ -s "$summary" ]; then
  head -c 900000 "$summary" >>"$GITHUB_STEP_SUMMARY"
fi
{
  echo "status=$status"
  if [ -n "${INPUT_SARIF:-}" ] && [ -s "$INPUT_SARIF" ]; then echo "sarif=$INPUT_SARIF"; else echo "sarif="; fi
} >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$status"
