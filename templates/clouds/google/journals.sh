# shellcheck shell=sh disable=SC2154,SC3013
# Has rsyslog and the Ops Agent take files that came since they started last: 100 says that nothing is to do, 101 that something is.
agent=/etc/google-cloud-ops-agent/config.yaml
done=/run/topogen-journals
if [ "$MODE" = check ]; then
  for file in "$rules" "$rotation" "$agent"; do
    if [ "$file" -nt "$done" ]; then exit 101; fi
  done
  for unit in rsyslog google-cloud-ops-agent; do systemctl is-active --quiet "$unit" || exit 101; done
  exit 100
fi
begin
touch "$done"
systemctl restart rsyslog google-cloud-ops-agent || exit 1
exit 100
