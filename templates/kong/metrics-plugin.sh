
# The plugin by which nodes count requests for Prometheus is made over an Admin API of this machine, which answers to itself
# alone and ends with that. No node waits for it.
prefix="$root/usr/local/kong"
metrics_admin={{admin}}
# First release whose plugin has the families: noted, so that what was done once is left to the user.
metrics_since={{since}}
metrics_families={{families}}

# kong_alone COMMAND...: kong with nothing but that Admin API.
kong_alone() (
  export KONG_ADMIN_LISTEN="$metrics_admin" KONG_PROXY_LISTEN=off KONG_STATUS_LISTEN=off KONG_ADMIN_GUI_LISTEN=off
  export KONG_NGINX_MAIN_WORKER_PROCESSES=1{{role}}
  kong "$@"
)

# metrics_on: one attempt. While an upgrade is not finished nothing is written: nodes of the release before read it too.
metrics_on() {
  local noted first=yes did=
  noted="$({{metricsNote}})" || return 1
  if [[ "$noted" == "$metrics_since" ]]; then return 0; fi
  if [[ -n "$noted" ]]; then first=no; fi
  kong_migrations list
  if [[ "$ended" == 4 || "$ended" == 5 ]]; then
    log 'the plugin prometheus waits until the migrations are finished'
    return 0
  fi
  # What an attempt that was killed leaves behind.
  rm -f "$prefix/pids/nginx.pid" "$prefix/.kong_env"
  if [[ -d "$prefix" ]]; then find "$prefix" -maxdepth 1 -type s -delete; fi
{{pair}}  kong_alone start --conf "$kong_conf" >&2 || return 1
  did="$("$root/usr/local/lib/topogen/topogen-metrics-plugin" "http://$metrics_admin" {{id}} "$first" "$metrics_families")" || true
  kong_alone stop >&2 || true
  rm -f "$prefix/.kong_env"
  if [[ -z "$did" ]]; then return 1; fi
  log "the plugin prometheus $did"
  note metrics "$metrics_since"
}

tries=0
until metrics_on; do
  tries=$((tries + 1))
  if ((tries == 10)); then
    log 'the plugin prometheus could not be switched on, and nodes count no requests: replace this machine to try again'
    break
  fi
  sleep 30
  write_conf
done
