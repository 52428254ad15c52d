# tell_days NAME DAYS: to Cloud Monitoring, as a metric of this machine. The token goes to curl by its standard input, so that no
# list of processes shows it.
tell_days() {
  local project machine zone token
  project="$(metadata project/project-id)" && machine="$(metadata instance/id)" && zone="$(platform_zone)" &&
    token="$(metadata instance/service-accounts/default/token | json_field access_token)" || return 1
  printf 'header = "Authorization: Bearer %s"\n' "$token" |
    curl --silent --show-error --fail --output /dev/null --proto '=https' --tlsv1.2 --max-time 20 --config - \
      --header 'Content-Type: application/json' --data @<(
        printf '{"timeSeries":[{"metric":{"type":"custom.googleapis.com/topogen/days_left",'
        printf '"labels":{"topology":"%s","datacenter":"%s","certificate":"%s"}},' {{topology}} {{datacenter}} "$1"
        printf '"resource":{"type":"gce_instance","labels":{"project_id":"%s","instance_id":"%s","zone":"%s"}},' \
          "$project" "$machine" "$zone"
        printf '"points":[{"interval":{"endTime":"%s"},"value":{"int64Value":"%s"}}]}]}' \
          "$(date --utc +%Y-%m-%dT%H:%M:%SZ)" "$2"
      ) "https://monitoring.googleapis.com/v3/projects/$project/timeSeries"
}
