# schema_ready: whether the migrations job has left its record. `kong start` of this release would migrate by itself, and
# two nodes at once could damage the schema; once it is current there is nothing left to run.
schema_ready() {
  local migrated
  if ! migrated="$(kong_cql "SELECT value FROM kong.topogen_state WHERE name = 'schema'")"; then
    log 'waiting for the datastore'
    return 1
  fi
  if [[ "$migrated" == "$kong_version" ]]; then return 0; fi
  log "waiting for the migrations job: the schema is that of Kong '$migrated', not of $kong_version"
  return 1
}
