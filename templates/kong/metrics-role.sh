
  export KONG_ROLE=control_plane KONG_CLUSTER_LISTEN=127.0.0.1:{{port}}
  export KONG_CLUSTER_CERT="$metrics_pair.crt" KONG_CLUSTER_CERT_KEY="$metrics_pair.key"
