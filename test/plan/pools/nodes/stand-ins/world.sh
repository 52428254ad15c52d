# shellcheck shell=bash
# What the stand-in commands of a simulated machine share. $WORLD is the folder of the simulated world outside the
# machine (datastore, secret manager, faults, log), $MACHINE the machine's name, $TOPOGEN_ROOT its disk.

# record WORDS...: one line in the world's log.
record() {
  printf '%s %s\n' "$MACHINE" "$*" >>"$WORLD/log"
}

# still_to_come WHAT: true as many times as the world's fault of that name says.
still_to_come() {
  local left=0
  if [[ -e "$WORLD/faults/$1" ]]; then read -r left <"$WORLD/faults/$1"; fi
  ((left > 0)) || return 1
  echo $((left - 1)) >"$WORLD/faults/$1"
}

# power_cut WHAT: ends the whole machine where the world's faults ask for it, once.
power_cut() {
  if still_to_come "power-cut-$1"; then
    record "power cut in $1"
    rmdir "$WORLD/datastore/lock" 2>/dev/null
    kill -9 0
  fi
}

# listens ADDRESS: whether the Cassandra node there takes clients.
listens() {
  [[ -e "$WORLD/datastore/nodes/$1" ]]
}
