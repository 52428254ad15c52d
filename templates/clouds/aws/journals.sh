# shellcheck shell=sh disable=SC2153,SC2154
# Ships what units say by the CloudWatch agent. Run by Systems Manager, again and again: it changes what differs, and nothing else.
# $RULES, $ROTATION and $AGENT are the texts of files; $PACKAGES is where the agent comes from, or empty where an image brings it.
set -eu
agent=/opt/aws/amazon-cloudwatch-agent
ctl="$agent/bin/amazon-cloudwatch-agent-ctl"
key=937616F3450B7D806CBD9725D58167303B789C72

# put PATH TEXT: writes a file; false if it was so already.
put() {
  if [ -e "$1" ] && [ "$(cat "$1")" = "$2" ]; then return 1; fi
  printf '%s\n' "$2" >"$1"
}

# What was written and did not take effect is taken away again, so that the next run tries once more.
pending=
trap 'rm -f ${pending:+"$pending"}' EXIT

# fetch: brings the agent, if its signature is of AWS's key for it.
fetch() {
  work="$(mktemp -d)"
  for file in ubuntu/amd64/latest/amazon-cloudwatch-agent.deb ubuntu/amd64/latest/amazon-cloudwatch-agent.deb.sig \
    assets/amazon-cloudwatch-agent.gpg; do
    curl --fail --silent --show-error --proto '=https' --tlsv1.2 --retry 5 --output "$work/${file##*/}" "$PACKAGES/$file"
  done
  gpg --homedir "$work" --batch --quiet --import "$work/amazon-cloudwatch-agent.gpg"
  gpg --homedir "$work" --batch --status-fd 1 --verify "$work/amazon-cloudwatch-agent.deb.sig" \
    "$work/amazon-cloudwatch-agent.deb" 2>/dev/null | grep -q "^\[GNUPG:\] VALIDSIG .*$key\$" ||
    { echo "the agent of $PACKAGES is not signed by $key" >&2 && exit 1; }
  DEBIAN_FRONTEND=noninteractive apt-get --yes -o DPkg::Lock::Timeout=600 install "$work/amazon-cloudwatch-agent.deb"
  rm -rf "$work"
}

[ -d /etc/rsyslog.d ] || { echo 'rsyslog is missing: an image of your own has to bring it' >&2 && exit 1; }
put "$rotation" "$ROTATION" || true
if put "$rules" "$RULES"; then
  pending="$rules"
  begin
  systemctl restart rsyslog
  pending=
fi
if [ ! -x "$ctl" ]; then
  [ -n "$PACKAGES" ] || { echo 'the CloudWatch agent is missing: without the internet an image has to bring it' >&2 && exit 1; }
  fetch
fi
if put "$agent/etc/topogen.json" "$AGENT" || ! systemctl is-active --quiet amazon-cloudwatch-agent; then
  # An agent of the image's keeps what it does already.
  if [ -e "$agent/etc/amazon-cloudwatch-agent.toml" ]; then action=append-config; else action=fetch-config; fi
  pending="$agent/etc/topogen.json"
  "$ctl" -a "$action" -m ec2 -s -c "file:$agent/etc/topogen.json"
  pending=
fi
