cql_port=9042
# Holds the certificates of the authorities that sign those of Cassandra's nodes: no secret, but by the same way.
authorities_secret={{secret}}
authorities_file="$root"{{file}}

# authorities: prints them. Whoever has them already waits for a minute alone: a node that starts over must serve, whatever is
# away.
authorities() {
  local library="$root/usr/local/lib/topogen" limit=0
  if [[ -s "$authorities_file" ]]; then limit=60; fi
  # shellcheck disable=SC2016 # The inner shell has the arguments.
  timeout "$limit" bash --norc -euo pipefail -c '. "$1/common.sh"; . "$1/platform.sh"; platform_prepare >&2; platform_secret "$2"' \
    "$0" "$library" "$authorities_secret"
}

# fetch_authorities: once for each start of Kong, so that one that was made anew comes with a restart.
fetch_authorities() {
  local pem
  if [[ "${authorities_fetched:-no}" == yes ]]; then return 0; fi
  if pem="$(authorities)" && openssl x509 -noout <<<"$pem" 2>/dev/null; then
    mkdir -p "${authorities_file%/*}"
    printf '%s\n' "$pem" >"$authorities_file.part"
    chmod 0644 "$authorities_file.part"
    mv "$authorities_file.part" "$authorities_file"
  elif [[ -s "$authorities_file" ]]; then
    log "secret $authorities_secret gives no certificates: going on with those that are here"
  else
    log "secret $authorities_secret must hold certificates in PEM"
    return 1
  fi
  authorities_fetched=yes
}
