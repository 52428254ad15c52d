# shellcheck shell=bash
# How a machine of Google Cloud puts an export of Kong's configuration into its bucket of Cloud Storage, by its own service account.
# Sourced after platform.sh; the same function names exist for every cloud.

# configuration_put FOLDER NAME: puts kong.yml of the folder in under a name that no object has, and prints the status: 200, 412 if one
# has it, or another. What else the store says goes to `answer` in the folder. The token goes to curl by its standard input.
configuration_put() {
  local project bucket={{bucket}} token status
  # The project's id makes the name unique; the service refuses its owner's own in it.
  project="$(metadata_value project/project-id)"
  token="$(metadata instance/service-accounts/default/token | json_field access_token)" || return 1
  status="$(printf 'header = "Authorization: Bearer %s"\n' "$token" |
    curl --silent --show-error --proto '=https' --tlsv1.2 --max-time 120 --config - \
      --header 'Content-Type: application/yaml' --data-binary @"$1/kong.yml" --output "$1/answer" --write-out '%{http_code}' \
      "https://storage.googleapis.com/upload/storage/v1/b/${project//[:.]/-}-${bucket//google/gcp}/o?uploadType=media&ifGenerationMatch=0&name=$2")" || return 1
  # Who may make objects and delete none is also refused so where there is one of that name.
  if [[ "$status" == 403 ]] && grep -q 'storage\.objects\.delete' "$1/answer"; then status=412; fi
  printf '%s' "$status"
}
