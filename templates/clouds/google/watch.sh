# shellcheck shell=sh disable=SC2154,SC3013
# Has systemd take units that came since it did so last: 100 says that nothing is to do, 101 that something is.
done=/run/topogen-watch
if [ "$MODE" = check ]; then
  for unit in "$SERVICE" "$TIMER"; do
    if [ "$unit" -nt "$done" ]; then exit 101; fi
  done
  systemctl is-active --quiet topogen-watch.timer || exit 101
  exit 100
fi
touch "$done"
systemctl daemon-reload || exit 1
systemctl enable topogen-watch.timer || exit 1
systemctl restart topogen-watch.timer || exit 1
exit 100
