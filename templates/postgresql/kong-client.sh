# datastore_reached: whether the server has a name and an open port here.
datastore_reached() {
  if ! getent ahosts "$pg_host" >/dev/null; then
    log "waiting for the name $pg_host"
    return 1
  fi
  if ! port_open "$pg_host" "$pg_port"; then
    log "waiting for PostgreSQL at $pg_host:$pg_port"
    return 1
  fi
}
