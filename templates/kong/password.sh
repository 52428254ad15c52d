# fetch_password: of the role that Kong signs in with, once a boot.
fetch_password() {
  local password
  if [[ -s "$password_file" ]]; then return 0; fi
  platform_prepare
  password="$(platform_secret "$password_secret")"
  if [[ ! "$password" =~ ^[A-Za-z0-9]+$ ]]; then
    log "secret $password_secret must hold letters and digits alone: kong.conf would misread others"
    return 1
  fi
  mkdir -p "${password_file%/*}"
  (umask 077 && printf '%s\n' "$password" >"$password_file.part")
  mv "$password_file.part" "$password_file"
}

