# shellcheck shell=bash
# What the scripts on a machine need from Google Cloud. Sourced after common.sh; the same function names exist for every
# cloud. Nothing secret is written here: the machine's own service account may read its secrets.

# Link-local addresses must never go through a proxy.
export NO_PROXY="metadata.google.internal,169.254.169.254${NO_PROXY:+,$NO_PROXY}"

metadata() {
  curl --silent --fail --max-time 5 --header 'Metadata-Flavor: Google' \
    "http://metadata.google.internal/computeMetadata/v1/$1"
}

metadata_once() {
  metadata_answer="$(metadata "$1")"
}

# metadata_value PATH: waits until the metadata service has it.
metadata_value() {
  local metadata_answer=''
  retry "metadata service: $1" metadata_once "$1"
  printf '%s\n' "$metadata_answer"
}

# platform_prepare: installs what the functions below need; Ubuntu's images hold curl and python3 already.
platform_prepare() {
  if ! command -v curl >/dev/null || ! command -v python3 >/dev/null; then
    retry 'installing curl and python3' apt_install curl python3
  fi
}

# platform_region, platform_zone, platform_instance, platform_address: where and who this machine is.
platform_region() { platform_zone | sed 's/-[a-z]*$//'; }
platform_zone() { metadata_value instance/zone | sed 's|.*/||'; }
platform_instance() { metadata_value instance/name; }
platform_address() { metadata_value instance/network-interfaces/0/ip; }

# platform_time_server: the clock of the cloud, which every instance reaches without leaving its network.
platform_time_server() { echo metadata.google.internal; }

# json_field PATH: prints a field of the JSON on standard input, e.g. `payload.data`.
json_field() {
  python3 -c '
import functools, json, sys
try:
    print(functools.reduce(lambda node, key: node[key], sys.argv[1].split("."), json.load(sys.stdin)))
except (ValueError, KeyError, TypeError):
    sys.exit("no " + sys.argv[1] + " in the answer")' "$1"
}

# The token goes to curl by its standard input, so that no list of processes shows it.
secret_once() {
  local token answer
  token="$(metadata instance/service-accounts/default/token | json_field access_token)" || return 1
  answer="$(printf 'header = "Authorization: Bearer %s"\n' "$token" |
    curl --silent --show-error --fail --proto '=https' --tlsv1.2 --max-time 20 --config - \
      "https://secretmanager.googleapis.com/v1/projects/$1/secrets/$2/versions/latest:access")" || return 1
  secret_value="$(json_field payload.data <<<"$answer" | base64 --decode)" && [[ -n "$secret_value" ]]
}

# platform_secret NAME: prints the value of a secret of Secret Manager, however often the service has to be asked.
platform_secret() {
  local project secret_value=''
  project="$(metadata_value project/project-id)"
  retry "secret $1" secret_once "$project" "$1"
  printf '%s\n' "$secret_value"
}

# platform_data_device: prints the path of the data disk, and waits until it is attached. The disk is attached under the
# device name `data`.
platform_data_device() {
  local device=/dev/disk/by-id/google-data
  retry "data disk $device" test -b "$device"
  printf '%s\n' "$device"
}

# platform_pool_ready POOL HOOK: nothing to say; the instance group finds out by its own health checks.
platform_pool_ready() { :; }
