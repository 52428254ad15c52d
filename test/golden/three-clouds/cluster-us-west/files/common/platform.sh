# shellcheck shell=bash
# What the scripts on a machine need from Amazon Web Services. Sourced after common.sh; the same function names exist
# for every cloud. Nothing secret is written here: the machine's own role may read its secrets.

# Link-local addresses must never go through a proxy.
export NO_PROXY="169.254.169.254${NO_PROXY:+,$NO_PROXY}"

metadata() {
  local token
  token="$(curl --silent --fail --max-time 5 --request PUT --header 'X-aws-ec2-metadata-token-ttl-seconds: 300' \
    http://169.254.169.254/latest/api/token)" || return 1
  # From a file, since everyone on the machine can read a command line.
  curl --silent --fail --max-time 5 --header @<(printf 'X-aws-ec2-metadata-token: %s\n' "$token") \
    "http://169.254.169.254/latest/meta-data/$1"
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

# platform_prepare: installs what the functions below need. A ready-made image may hold it already.
platform_prepare() {
  command -v aws >/dev/null || retry 'installing awscli' apt_install awscli
}

# platform_region, platform_zone, platform_instance, platform_address: where and who this machine is.
platform_region() { metadata_value placement/region; }
platform_zone() { metadata_value placement/availability-zone; }
platform_instance() { metadata_value instance-id; }
platform_address() { metadata_value local-ipv4; }

# platform_time_server: the clock of the cloud, which every instance reaches without leaving its network.
platform_time_server() { echo 169.254.169.123; }

secret_once() {
  secret_value="$(aws secretsmanager get-secret-value --region "$1" --secret-id "$2" \
    --query SecretString --output text)" && [[ -n "$secret_value" && "$secret_value" != None ]]
}

# platform_secret NAME: prints the value of a secret of Secrets Manager, however often the service has to be asked.
platform_secret() {
  local region secret_value=''
  region="$(platform_region)"
  retry "secret $1" secret_once "$region" "$1"
  printf '%s\n' "$secret_value"
}

# platform_data_device: prints the path of the data disk, and waits until it is attached. The tag `topogen-data-volume`
# of the instance names the volume; the link under /dev/disk/by-id carries the volume's id without its dash.
platform_data_device() {
  local volume device
  volume="$(metadata_value tags/instance/topogen-data-volume)"
  device="/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${volume//-/}"
  retry "data disk $device" test -b "$device"
  printf '%s\n' "$device"
}

# platform_pool_ready POOL HOOK: lets this instance into its Auto Scaling group, whose hook keeps a new one back until then.
platform_pool_ready() {
  local region instance
  region="$(platform_region)"
  instance="$(platform_instance)"
  retry "word to the group $1" aws autoscaling complete-lifecycle-action --region "$region" \
    --auto-scaling-group-name "$1" --lifecycle-hook-name "$2" --instance-id "$instance" \
    --lifecycle-action-result CONTINUE
}
