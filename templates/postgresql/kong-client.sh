# datastore_reached: whether the servers that Kong uses have a name and an open port here.
datastore_reached() {
  local host
  for host in "$pg_host" ${pg_ro_host:+"$pg_ro_host"}; do
    if ! getent ahosts "$host" >/dev/null; then
      log "waiting for the name $host"
      return 1
    fi
    if ! port_open "$host" "$pg_port"; then
      log "waiting for PostgreSQL at $host:$pg_port"
      return 1
    fi
  done
}
