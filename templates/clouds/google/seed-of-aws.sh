# shellcheck shell=bash
# How a machine of Google Cloud reads the seed in a bucket of S3: Google vouches for its service account, and AWS lends it a role for
# that, for a quarter of an hour. Sourced after platform.sh. The place of the seed has bucket, region, role and audience.

# seed_get FILE: writes the newest seed into the file. Tokens and keys go to curl by its standard input, so that no list of processes
# shows them.
seed_get() {
  local token answer url
  token="$(metadata "instance/service-accounts/default/identity?audience=$seed_audience&format=full")" || return 1
  answer="$(printf 'data-urlencode = "%s"\n' Action=AssumeRoleWithWebIdentity Version=2011-06-15 DurationSeconds=900 \
    "RoleArn=$seed_role" RoleSessionName=topogen-seed "WebIdentityToken=$token" |
    curl --silent --show-error --fail --proto '=https' --tlsv1.2 --max-time 30 --config - \
      "https://sts.$seed_region.amazonaws.com/")" || return 1
  url="$(python3 "${TOPOGEN_ROOT:-}/usr/local/lib/topogen/signed-url.py" GET "$seed_region" "$seed_bucket" {{object}} <<<"$answer")" || return 1
  printf 'url = "%s"\n' "$url" |
    curl --silent --show-error --fail --proto '=https' --tlsv1.2 --max-time 60 --output "$1" --config -
}
