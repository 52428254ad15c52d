# shellcheck shell=bash
# How a machine of Amazon Web Services reads the seed in a bucket of Cloud Storage: it signs the question to AWS who it is, Google
# asks that question, and lends a token for the answer. Sourced after platform.sh. The place of the seed has bucket, region and
# audience.

# seed_get FILE: writes the newest seed into the file. Tokens and keys go to curl by its standard input, so that no list of processes
# shows them.
seed_get() {
  local role region signed answer token
  role="$(metadata iam/security-credentials/)" || return 1
  region="$(metadata placement/region)" || return 1
  signed="$(metadata "iam/security-credentials/$role" |
    python3 "${TOPOGEN_ROOT:-}/usr/local/lib/topogen/signed-identity.py" "$region" "$seed_audience")" || return 1
  answer="$(printf 'data-urlencode = "%s"\n' "audience=$seed_audience" "subject_token=$signed" \
    grant_type=urn:ietf:params:oauth:grant-type:token-exchange \
    requested_token_type=urn:ietf:params:oauth:token-type:access_token \
    scope=https://www.googleapis.com/auth/devstorage.read_only \
    subject_token_type=urn:ietf:params:aws:token-type:aws4_request |
    curl --silent --show-error --fail --proto '=https' --tlsv1.2 --max-time 30 --config - \
      https://sts.googleapis.com/v1/token)" || return 1
  token="$(python3 -c 'import json, sys; print(json.load(sys.stdin)["access_token"])' <<<"$answer")" || return 1
  printf 'header = "Authorization: Bearer %s"\n' "$token" |
    curl --silent --show-error --fail --proto '=https' --tlsv1.2 --max-time 60 --output "$1" --config - \
      "https://storage.googleapis.com/storage/v1/b/$seed_bucket/o/"{{object}}'?alt=media'
}
