# datastore_ready: every node of this datacenter answers, and role kong may make tables in its keyspace. That right is
# the last thing that the ring's initialisation gives, after every node of every datacenter has joined. The table is the
# job's own notebook.
datastore_ready() {
  local address
  for address in $(sed -n 's/^cassandra_contact_points = //p' "$generated_conf" | tr ',' ' '); do
    if ! port_open "$address" "$cql_port"; then
      log "waiting for Cassandra on $address"
      return 1
    fi
  done
  if ! kong_cql 'CREATE TABLE IF NOT EXISTS kong.topogen_state (name text PRIMARY KEY, value text)'; then
    log 'waiting for the initialisation of the ring'
    return 1
  fi
}

# note NAME VALUE: writes into the notebook.
note() {
  kong_cql "INSERT INTO kong.topogen_state (name, value) VALUES ('$1', '$2')"
}
