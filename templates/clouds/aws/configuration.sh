# shellcheck shell=bash
# How a machine of Amazon Web Services puts an export of Kong's configuration into its bucket of S3, by its own role. Sourced after
# platform.sh; the same function names exist for every cloud.

# configuration_put FOLDER NAME: puts kong.yml of the folder in under a name that no object has, and prints the status: 200, 412 if one
# has it, or another. What else the store says goes to `answer` in the folder. Ubuntu's aws has no conditional writes yet: curl asks for
# one, by an address that the machine's role signs and that goes to curl by its standard input.
configuration_put() {
  local region role account url
  region="$(platform_region)"
  # The first version of the client would ask far away in spite of the region, where a private endpoint leads to no service.
  account="$(AWS_STS_REGIONAL_ENDPOINTS=regional aws sts get-caller-identity --region "$region" \
    --cli-connect-timeout 10 --cli-read-timeout 30 --query Account --output text)" || return 1
  role="$(metadata iam/security-credentials/)" || return 1
  url="$(metadata "iam/security-credentials/$role" |
    python3 "${TOPOGEN_ROOT:-}/usr/local/lib/topogen/signed-url.py" PUT "$region" {{bucket}}"-$account" "$2")" || return 1
  printf 'url = "%s"\n' "$url" |
    curl --silent --show-error --proto '=https' --tlsv1.2 --max-time 120 --header 'If-None-Match: *' \
      --upload-file "$1/kong.yml" --output "$1/answer" --write-out '%{http_code}' --config -
}
