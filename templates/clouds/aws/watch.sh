# shellcheck shell=sh disable=SC2153
# Has a node of the datastore tell how it is. Run by Systems Manager, again and again: it changes what differs, and nothing else.
# $NODE is a file that such a node alone has; $SCRIPT, $SERVICE and $TIMER are where texts belong, which $*_TEXT have.
set -eu
[ -e "$NODE" ] || exit 0
changed=

# put PATH TEXT: writes a file; false if it was so already.
put() {
  if [ -e "$1" ] && [ "$(cat "$1")" = "$2" ]; then return 1; fi
  printf '%s\n' "$2" >"$1"
}

# A unit that did not take effect is taken away again, so that the next run tries once more.
pending=
trap 'rm -f ${pending:+"$pending"}' EXIT

put "$SCRIPT" "$SCRIPT_TEXT" || true
if put "$SERVICE" "$SERVICE_TEXT"; then changed=yes; fi
if put "$TIMER" "$TIMER_TEXT"; then changed=yes; fi
if [ -n "$changed" ] || ! systemctl is-active --quiet topogen-watch.timer; then
  pending="$TIMER"
  systemctl daemon-reload
  systemctl enable topogen-watch.timer
  systemctl restart topogen-watch.timer
  pending=
fi
