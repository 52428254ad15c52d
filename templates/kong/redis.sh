redis_secret={{secret}}
# Kong's unit reads it as its environment, in which plugins find the password by reference. In memory, as the other one.
redis_env="$root/run/topogen/redis.env"

# {{asker}}: what plugins need to sign in to the Redis of this datacenter, once a boot.
{{asker}}() {
  local password
  if [[ -s "$redis_env" ]]; then return 0; fi
  platform_prepare{{authority}}
  password="$(platform_secret "$redis_secret")"
  if [[ ! "$password" =~ ^[A-Za-z0-9-]+$ ]]; then
    log "secret $redis_secret must hold letters, digits and hyphens alone: the unit would misread others"
    return 1
  fi
  # Redis asks for none yet, and plugins give none that is empty.
  if [[ "$password" == {{noPassword}} ]]; then password=''; fi
  mkdir -p "${redis_env%/*}"
  (umask 077 && printf '%s=%s\n' {{variable}} "$password" >"$redis_env.part")
  mv "$redis_env.part" "$redis_env"
}
