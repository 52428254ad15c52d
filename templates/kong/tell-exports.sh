# The newest export of the configuration that is known here: two days are left on its own day, one on the next, and none after that.
if [[ -e "$root/run/topogen/configuration-day" ]]; then
  today="$(date --utc +%F)"
  age=$((($(date --utc --date "$today" +%s) - $(date --utc --date "$(<"$root/run/topogen/configuration-day")" +%s)) / 86400))
  if ! tell_days export "$((age < 2 ? 2 - age : 0))"; then
    log 'the day of the newest export could not be told'
    failed=yes
  fi
fi
