# What the scripts of this folder share. To be sourced, with `here` set to the folder.
# shellcheck shell=bash

# Prints the text at the top of the script, from its second line on.
usage() {
  sed -n '2,/^[^#]/ s/^# \{0,1\}//p' "$0"
}

fail() {
  echo "${0##*/}: $1" >&2
  exit 2
}

check_number() {
  [[ $1 =~ ^[1-9][0-9]{0,17}$ ]] || fail "'$1' is to be a number from 1 on"
}

# Makes $dir, or one that is removed at the end.
prepare_dir() {
  if [[ $dir ]]; then
    mkdir -p "$dir"
    [[ ! $(ls -A "$dir") ]] || fail "$dir is not empty"
    dir=$(cd "$dir" && pwd)
  else
    dir=$(mktemp -d "${TMPDIR:-/tmp}/segwatch-${0##*/}-XXXXXX")
    trap 'rm -rf "$dir"' EXIT
  fi
}

# Builds the distribution and runs one class of tests on it, with more arguments for Maven.
run_it() {
  cd "$here/../.."
  ./mvnw -q -B -pl src/dist,src/e2e -am verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test="$1" \
    -Dfailsafe.failIfNoSpecifiedTests=false "${@:2}"
}
