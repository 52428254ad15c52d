# shellcheck shell=sh disable=SC2154
# Has systemd take units that came since it did so last: 100 says that nothing is to do, 101 that something is. Of a machine that has
# just started nothing is known, and sh has no word on which file is newer that holds of one that is missing.
done=/run/topogen-watch
if [ "$MODE" = check ]; then
  if [ ! -e "$done" ] || [ -n "$(find "$SERVICE" "$TIMER" -newer "$done")" ]; then exit 101; fi
  systemctl is-active --quiet topogen-watch.timer || exit 101
  exit 100
fi
touch "$done"
if systemctl daemon-reload && systemctl enable topogen-watch.timer && systemctl restart topogen-watch.timer; then exit 100; fi
rm "$done"
exit 1
