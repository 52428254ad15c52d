# contact_points: Cassandra's nodes in this datacenter, separated by commas: turned by this machine's name, so that a
# pool spreads over them, and those that answer first.
contact_points() {
  local all=() answering=() silent=() turn address
  IFS=, read -ra all < <(sed -n 's/^cassandra_contact_points = //p' "$generated_conf")
  turn=$(($(uname -n | cksum | cut -d ' ' -f 1) % ${#all[@]}))
  for address in "${all[@]:turn}" "${all[@]:0:turn}"; do
    if port_open "$address" "$cql_port"; then answering+=("$address"); else silent+=("$address"); fi
  done
  all=("${answering[@]}" "${silent[@]}")
  (
    IFS=,
    printf '%s\n' "${all[*]}"
  )
}

# write_conf: kong.conf as generated, with what only this machine at this moment can know. It holds the password, so it
# is root's alone.
write_conf() {
  local points{{fetchAuthorities}}
  points="$(contact_points)"
  mkdir -p "${kong_conf%/*}"
  (
    umask 077
    {
      sed "s/^cassandra_contact_points = .*/cassandra_contact_points = $points/" "$generated_conf"
      printf '\n# Put in by this machine.\ncassandra_password = %s\n' "$(<"$password_file")"{{machineSettings}}
    } >"$kong_conf.part"
  )
  mv "$kong_conf.part" "$kong_conf"
}
