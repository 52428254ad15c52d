

# Control planes and data planes know each other by one certificate, which all of them hold with its key.
cluster_secret={{secret}}
cluster_certificate="$root"{{certificate}}
cluster_key="$root"{{key}}

# cluster_pair: prints certificate and key as the secret manager has them. Whoever has a pair already waits for a minute
# alone: a node that starts over must serve, whatever is away.
cluster_pair() {
  local library="$root/usr/local/lib/topogen" limit=0
  if [[ -s "$cluster_key" ]]; then limit=60; fi
  # shellcheck disable=SC2016 # The inner shell has the arguments.
  timeout "$limit" bash --norc -euo pipefail -c '. "$1/common.sh"; . "$1/platform.sh"; platform_prepare >&2; platform_secret "$2"' \
    "$0" "$library" "$cluster_secret"
}

# fetch_cluster_pair: before each start of Kong, so that a certificate that was made anew comes with a restart.
fetch_cluster_pair() {
  local pem certificate key
  if pem="$(cluster_pair)" && certificate="$(openssl x509 2>/dev/null <<<"$pem")" &&
    key="$(openssl pkey 2>/dev/null <<<"$pem")" &&
    [[ "$(openssl x509 -noout -pubkey <<<"$certificate")" == "$(openssl pkey -pubout <<<"$key")" ]]; then
    mkdir -p "${cluster_key%/*}"
    (umask 077 && printf '%s\n' "$key" >"$cluster_key.part")
    printf '%s\n' "$certificate" >"$cluster_certificate.part"
    chmod 0644 "$cluster_certificate.part"
    mv "$cluster_certificate.part" "$cluster_certificate"
    mv "$cluster_key.part" "$cluster_key"
  elif [[ -s "$cluster_key" && -s "$cluster_certificate" ]]; then
    log "secret $cluster_secret gives no certificate with its key: going on with those that are here"
  else
    log "secret $cluster_secret must hold a certificate and its key in PEM"
    return 1
  fi
  if ! openssl x509 -noout -checkend 0 >/dev/null <"$cluster_certificate"; then
    log 'the certificate of control planes and data planes has ended, and no change of the configuration passes: OPERATIONS.md has the way to a new one'
  fi
}
