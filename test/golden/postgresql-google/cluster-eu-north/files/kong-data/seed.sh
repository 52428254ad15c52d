# shellcheck shell=bash
# How a machine of Google Cloud reads and writes the seed in a bucket of Cloud Storage, by its own service account. Sourced after
# platform.sh; the same function names exist for every cloud. seed_bucket says where it is.

# The token goes to curl by its standard input, so that no list of processes shows it.
seed_call() {
  local token
  token="$(metadata instance/service-accounts/default/token | json_field access_token)" || return 1
  printf 'header = "Authorization: Bearer %s"\n' "$token" |
    curl --silent --show-error --fail --proto '=https' --tlsv1.2 --max-time 60 --config - "$@"
}

# seed_get FILE: writes the newest seed into the file.
seed_get() {
  seed_call --output "$1" "https://storage.googleapis.com/storage/v1/b/$seed_bucket/o/"'kong.yml''?alt=media'
}

# seed_put FILE: puts the file in as the newest seed, whole or not at all.
seed_put() {
  seed_call --output /dev/null --header 'Content-Type: application/yaml' --data-binary @"$1" \
    "https://storage.googleapis.com/upload/storage/v1/b/$seed_bucket/o?uploadType=media&name="'kong.yml'
}
