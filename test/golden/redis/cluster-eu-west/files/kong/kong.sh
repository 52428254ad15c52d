# shellcheck shell=bash
# What the scripts of a Kong machine share: installing Kong, the datastore's password, kong.conf. Sourced, never run.
# TOPOGEN_ROOT is empty on a machine; checks of these scripts set it to a folder that stands for its disk.

root="${TOPOGEN_ROOT:-}"
. "$root/usr/local/lib/topogen/common.sh"
. "$root/usr/local/lib/topogen/platform.sh"

kong_version='3.3.1'
package='kong'
# Empty where the machine's image holds Kong already.
package_url='https://packages.konghq.com/public/gateway-33/deb/ubuntu/pool/jammy/main/k/ko/kong_3.3.1/kong_3.3.1_amd64.deb'
# Of the package; empty where the machine's image holds Kong already.
package_sha256='3aa6625933b60c8a4669a3623bcd3a3d736dfd807bbc314ea8989cd63c117a20'
package_file="$root/var/cache/topogen/$package-$kong_version.deb"

password_secret='redis-eu-west-cassandra-kong-password'
# In memory: a password that was changed in the secret manager arrives with the next boot.
password_file="$root/run/topogen/kong-password"

generated_conf="$root/etc/topogen/kong.conf"
# Where the kong command looks by itself, so that an operator's `sudo kong ...` works.
kong_conf="$root/etc/kong/kong.conf"
cql_port=9042

kong_installed() {
  [[ "$(kong version 2>/dev/null)" == "$kong_version" ]]
}

# install_kong: the release of the topology, once, wherever an earlier attempt was cut off.
install_kong() {
  if kong_installed; then return 0; fi
  if [[ -z "$package_url" ]]; then
    log "this machine's image does not hold Kong $kong_version, which the topology names"
    return 1
  fi
  retry "installing $package $kong_version" install_package
  if ! kong_installed; then
    log "$package_url did not bring Kong $kong_version"
    return 1
  fi
}

# A package that cannot be installed is fetched again: the first copy may be cut short.
install_package() {
  if fetch_package && repair_packages && apt_install "$package_file" && apt-mark hold "$package"; then return 0; fi
  rm -f "$package_file"
  return 1
}

fetch_package() {
  if [[ -s "$package_file" ]]; then return 0; fi
  mkdir -p "${package_file%/*}"
  curl --fail --silent --show-error --proto '=https' --proto-redir '=https' --tlsv1.2 --location \
    --connect-timeout 20 --max-time 600 --output "$package_file.part" "$package_url" || return 1
  if ! sha256sum --check --status <<<"$package_sha256  $package_file.part"; then
    log "$package_url has not the checksum that the topology names"
    return 1
  fi
  mv "$package_file.part" "$package_file"
}

# A machine that was stopped in the middle of an installation refuses every other until this is done.
repair_packages() {
  DEBIAN_FRONTEND=noninteractive dpkg --configure -a --force-confold
}

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
  local points
  points="$(contact_points)"
  mkdir -p "${kong_conf%/*}"
  (
    umask 077
    {
      sed "s/^cassandra_contact_points = .*/cassandra_contact_points = $points/" "$generated_conf"
      printf '\n# Put in by this machine.\ncassandra_password = %s\n' "$(<"$password_file")"
    } >"$kong_conf.part"
  )
  mv "$kong_conf.part" "$kong_conf"
}

# Holds the certificates of the authority that signs the one of Redis: no secret, but by the same way.
redis_authority_secret='redis-eu-west-redis-ca'
redis_authority_file="$root"'/etc/kong/redis-ca.pem'

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

redis_secret='redis-eu-west-redis-password'
# Kong's unit reads it as its environment, in which plugins find the password by reference. In memory, as the other one.
redis_env="$root/run/topogen/redis.env"

# fetch_redis: what plugins need to sign in to the Redis of this datacenter, once a boot.
fetch_redis() {
  local password
  if [[ -s "$redis_env" ]]; then return 0; fi
  platform_prepare
  fetch_redis_authority
  password="$(platform_secret "$redis_secret")"
  if [[ ! "$password" =~ ^[A-Za-z0-9-]+$ ]]; then
    log "secret $redis_secret must hold letters, digits and hyphens alone: the unit would misread others"
    return 1
  fi
  # Redis asks for none yet, and plugins give none that is empty.
  if [[ "$password" == 'none' ]]; then password=''; fi
  mkdir -p "${redis_env%/*}"
  (umask 077 && printf '%s=%s\n' 'TOPOGEN_REDIS_PASSWORD' "$password" >"$redis_env.part")
  mv "$redis_env.part" "$redis_env"
}

# kong_migrations COMMAND...: `kong migrations`, with what it says in `said` and how it ends in `ended`.
kong_migrations() {
  # shellcheck disable=SC2034 # Both are for the caller.
  ended=0
  said="$(kong migrations "$@" --conf "$kong_conf" 2>&1)" || ended=$?
}

# error_of TEXT: the line of it that names a fault, or its last line.
error_of() {
  grep -im1 error <<<"$1" || tail -n 1 <<<"$1"
}

# kong_cql STATEMENT: runs it as role kong with the client that comes with Kong, on the first node that takes it, and
# prints the column `value` of its rows.
kong_cql() {
  local address
  for address in $(contact_points | tr ',' ' '); do
    if PATH="$PATH:/usr/local/openresty/bin" timeout 60 \
      resty "$root/usr/local/lib/topogen/kong-cql.lua" "$address" "$cql_port" "$password_file" "$1"; then
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
