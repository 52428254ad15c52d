  # A control plane, which tells the others of a change, needs a pair of its own to start; no data plane ever sees it.
  metrics_pair="$root/run/topogen/metrics"
  rm -f "$metrics_pair.crt" "$metrics_pair.key"
  kong hybrid gen_cert "$metrics_pair.crt" "$metrics_pair.key" --days 1 >&2 || return 1
