# Holds the certificates of the authority that signs the one of Redis: no secret, but by the same way.
redis_authority_secret={{secret}}
redis_authority_file="$root"{{file}}

# fetch_redis_authority: the certificates that Kong trusts Redis by.
fetch_redis_authority() {
  local pem
  pem="$(platform_secret "$redis_authority_secret")"
  if ! openssl x509 -noout <<<"$pem" 2>/dev/null; then
    log "secret $redis_authority_secret must hold certificates in PEM"
    return 1
  fi
  mkdir -p "${redis_authority_file%/*}"
  printf '%s\n' "$pem" >"$redis_authority_file.part"
  chmod 0644 "$redis_authority_file.part"
  mv "$redis_authority_file.part" "$redis_authority_file"
}
