# shellcheck shell=sh disable=SC2154
# Has rsyslog and the Ops Agent take files that came since they started last: 100 says that nothing is to do, 101 that something is.
# Of a machine that has just started nothing is known, and sh has no word on which file is newer that holds of one that is missing.
agent=/etc/google-cloud-ops-agent/config.yaml
done=/run/topogen-journals
if [ "$MODE" = check ]; then
  if [ ! -e "$done" ] || [ -n "$(find "$rules" "$rotation" "$agent" -newer "$done")" ]; then exit 101; fi
  for unit in rsyslog google-cloud-ops-agent; do systemctl is-active --quiet "$unit" || exit 101; done
  exit 100
fi
begin
touch "$done"
if systemctl restart rsyslog google-cloud-ops-agent; then exit 100; fi
rm "$done"
exit 1
