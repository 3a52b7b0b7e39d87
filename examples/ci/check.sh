#!/bin/sh
# What the pipeline runs on every change: compare every story, write the reports that CI shows, fail on what is new.
#
#   ./check.sh [FOLDER]     reports go into FOLDER, which is `reports` if none is given
set -eu
reports=${1:-reports}
mkdir -p "$reports"
exec newsdiff check corpus --format concise \
  --output sarif="$reports/newsdiff.sarif" \
  --output junit="$reports/newsdiff.xml" \
  --output markdown="$reports/newsdiff.md"
