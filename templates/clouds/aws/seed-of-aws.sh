# shellcheck shell=bash
# How a machine of Amazon Web Services reads and writes the seed in a bucket of S3, by its own role. Sourced after platform.sh;
# the same function names exist for every cloud. seed_bucket and seed_region say where it is.

# seed_get FILE: writes the newest seed into the file.
seed_get() {
  aws s3api get-object --cli-connect-timeout 10 --cli-read-timeout 30 --region "$seed_region" \
    --bucket "$seed_bucket" --key {{object}} "$1" >/dev/null
}

# seed_put FILE: puts the file in as the newest seed, whole or not at all.
seed_put() {
  aws s3api put-object --cli-connect-timeout 10 --cli-read-timeout 60 --region "$seed_region" \
    --bucket "$seed_bucket" --key {{object}} --body "$1" >/dev/null
}
