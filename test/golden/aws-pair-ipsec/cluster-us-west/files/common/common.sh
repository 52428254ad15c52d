# shellcheck shell=bash
# Words that every script on a topogen machine speaks. Sourced, never run.

# A failure inside $(...) ends the script too, where `set -e` is on.
shopt -s inherit_errexit

# log TEXT: one line to the journal.
log() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
}

# retry WHAT COMMAND...: runs the command until it succeeds, with pauses of 2, 4, 8 ... 60 seconds, and says so each
# time. Endless on purpose: a machine that gives up waits for a person, one that goes on needs none.
retry() {
  local what="$1" pause=2
  shift
  until "$@"; do
    log "$what: no success yet, next try in $pause s"
    sleep "$pause"
    pause=$((pause * 2))
    if ((pause > 60)); then pause=60; fi
  done
}

# probe ADDRESS PORT: prints `open`, `closed` (the machine answers and nothing listens) or `silent` (nothing answers).
probe() {
  local answer
  if answer="$(LC_ALL=C timeout 5 bash -c ": </dev/tcp/$1/$2" 2>&1)"; then
    echo open
  elif [[ "$answer" == *'Connection refused'* ]]; then
    echo closed
  else
    echo silent
  fi
}

# port_open ADDRESS PORT: whether something listens there.
port_open() {
  [[ "$(probe "$1" "$2")" == open ]]
}

# apt_get ARGUMENT...: apt-get that asks nothing, waits for the lock and keeps configuration files that are there
# already: topogen writes them before the package that would bring its own. A machine that was stopped in the middle of
# an installation refuses every other until the first is finished.
apt_get() {
  DEBIAN_FRONTEND=noninteractive dpkg --configure -a --force-confold
  DEBIAN_FRONTEND=noninteractive apt-get --yes -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold "$@"
}

# apt_install PACKAGE...: installs, after a fresh look at the package lists.
apt_install() {
  apt_get update && apt_get install --no-install-recommends "$@"
}
