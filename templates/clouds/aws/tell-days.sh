# tell_days NAME DAYS: to CloudWatch, as a metric of the whole datacenter, whose lowest figure counts.
tell_days() {
  aws cloudwatch put-metric-data --region "$(platform_region)" --cli-connect-timeout 5 --cli-read-timeout 20 \
    --namespace topogen/{{topology}} --metric-name DaysLeft --dimensions Datacenter={{datacenter}},Certificate="$1" --value "$2"
}
