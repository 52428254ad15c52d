# fetch_authorities: the certificates that Kong trusts the server by, once a boot.
fetch_authorities() {
  local pem
  if [[ -e "$root/run/topogen/authorities" ]]; then return 0; fi
  platform_prepare
  pem="$(platform_secret "$authority_secret")"
  if ! openssl x509 -noout <<<"$pem" 2>/dev/null; then
    log "secret $authority_secret must hold certificates in PEM"
    return 1
  fi
  mkdir -p "${authority_file%/*}" "$root/run/topogen"
  printf '%s\n' "$pem" >"$authority_file.part"
  chmod 0644 "$authority_file.part"
  mv "$authority_file.part" "$authority_file"
  : >"$root/run/topogen/authorities"
}

# write_conf: kong.conf as generated, with what only this machine at this moment can know. It holds the password, so it
# is root's alone.
write_conf() {
  fetch_authorities
  mkdir -p "${kong_conf%/*}"
  (
    umask 077
    {
      cat "$generated_conf"
      printf '\n# Put in by this machine.\npg_password = %s\n' "$(<"$password_file")"{{machineSettings}}
    } >"$kong_conf.part"
  )
  mv "$kong_conf.part" "$kong_conf"
}
