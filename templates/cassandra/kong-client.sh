# kong_cql STATEMENT: runs it as role kong with the client that comes with Kong, on the first node that takes it, and
# prints the column `value` of its rows.
kong_cql() {
  local address{{fetchAuthorities}}
  for address in $(contact_points | tr ',' ' '); do
    if PATH="$PATH:/usr/local/openresty/bin" timeout 60 \
      resty{{trust}} "$root/usr/local/lib/topogen/kong-cql.lua" "$address" "$cql_port" "$password_file" "$1"; then
      return 0
    fi
  done
  return 1
}

# datacenter_filled: whether every node of the datastore in this datacenter holds its share of the data. While a datacenter
# is added its nodes answer before that, and Kong would take what they do not hold yet for removed.
datacenter_filled() {
  local names states
  names="$(sed -n 's/^cassandra_contact_points = //p' "$generated_conf" | sed "s/[^,]*/'fill &'/g")"
  if ! states="$(kong_cql "SELECT value FROM kong.topogen_state WHERE name IN ($names)")"; then
    log 'waiting for the datastore'
    return 1
  fi
  if grep -qx pending <<<"$states"; then
    log 'waiting for topogen-ring-extend on every node of the datastore in this datacenter'
    return 1
  fi
}
