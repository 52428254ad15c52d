# On the disk as well, for root alone, as the key for the control planes is.
redis_kept="$root/var/lib/topogen/redis.env"

# fetch_redis: a node that had the password waits for the secret manager for a minute alone, and then goes on with the former
# one: it must serve, whatever is away.
fetch_redis() {
  local limit=0
  if [[ -s "$redis_kept" ]]; then limit=60; fi
  # shellcheck disable=SC2016 # The inner shell has the arguments.
  if timeout "$limit" bash --norc -euo pipefail -c '. "$1/kong.sh"; ask_redis' "$0" "$root/usr/local/lib/topogen"; then
    mkdir -p "${redis_kept%/*}"
    install -m 0600 "$redis_env" "$redis_kept.part"
    mv "$redis_kept.part" "$redis_kept"
  elif [[ -s "$redis_kept" ]]; then
    log "secret $redis_secret gives no password: going on with the one that was here"
    mkdir -p "${redis_env%/*}"
    install -m 0600 "$redis_kept" "$redis_env"
  else
    return 1
  fi
}
